/**
 * Makes of a page of ours one that does nothing: it stands in a frame without rights (`sandbox`, `srcdoc`), where a link would lead to the
 * studio, a script would not run and a picture could not be fetched.
 *
 * It reads tags as text, which holds for pages that our own views made: they escape every `<`, `>` and `"` in words and attributes. The
 * policy that it adds is the second wall: a browser then loads nothing, whatever was overlooked.
 */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

const script = /<script\b[^>]*>[\s\S]*?<\/script>/gi;
const refresh = /<meta http-equiv="refresh"[^>]*>/gi;
const tag = /<([a-z][a-z0-9-]*)\b[^>]*>/gi;
const address = /\s(href|xlink:href|src|srcset|action|formaction|poster|ping|data)="([^"]*)"/gi;
const mediaAddress = /^\/media\/([0-9a-f]{64})\.[a-z]+$/;

/** `pictures` are whole `data:` addresses by hash. A picture that is not among them is shown as its description. */
export function toInert(html: string, pictures: ReadonlyMap<string, string>): string {
  const quiet = html.replaceAll(script, "").replaceAll(refresh, "");
  return quiet
    .replaceAll(tag, (whole, name: string) =>
      whole.replaceAll(address, (attribute, key: string, value: string) => {
        if (value.startsWith("data:")) return attribute;
        const isLink = name.toLowerCase() === "a";
        // A drawing may point into itself.
        if (value.startsWith("#") && !isLink) return attribute;
        const hash = mediaAddress.exec(value)?.[1];
        const picture = hash === undefined ? undefined : pictures.get(hash);
        if (picture !== undefined && key.toLowerCase() === "src") return ` src="${picture}"`;
        // Still a link to those who only hear it; where it would lead can be looked up.
        return isLink && key.toLowerCase() === "href"
          ? ` role="link" aria-disabled="true" data-href="${value}"`
          : "";
      }),
    )
    .replace("<head>", `<head><meta http-equiv="Content-Security-Policy" content="${policy}"/>`);
}
