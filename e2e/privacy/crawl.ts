/** Reads everything that a site answers: from `/`, in every language, along every address that an answer names, and along wrong ones. */

/** One answer, with its headers as text. */
export type Answer = { address: string; status: number; headers: string; body: Uint8Array; type: string };

const languages = ["en", "fr", "nl", "de", "ar", ""];

/** Addresses that no page links to but that anybody can try. */
const guesses = [
  "/robots.txt",
  "/.well-known/security.txt",
  "/favicon.ico",
  "/sitemap.xml",
  "/exit",
  "/stop",
  "/s/",
  "/s/0000000",
  "/s/ZZZZZZZ",
  "/media/",
  "/media/0000000000000000000000000000000000000000000000000000000000000000.webp",
  "/2020",
  "/2020/fr/stories/0000000000",
  "/2020/fr/stories/nonsense",
  "/2020/xx",
  "/1999/fr",
  "/api",
  "/api/stories",
  "/admin",
  "/data/releases.db",
  "/%00",
  "/%E0%A4%A",
  "/../../etc/passwd",
  "/2020/fr/../../private",
  "/2020/fr/stories?after=x",
  "/2020/fr/stories?limit=-1",
  `/${"a".repeat(3000)}`,
];

/** The address's parts that a page names, wherever they stand. */
function addressesIn(body: string): string[] {
  const found = [...body.matchAll(/\b(?:href|src|action|srcset|poster|content|data-[a-z]+)="([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  return found.map((address) => address.replaceAll("&amp;", "&").split(" ")[0] ?? "");
}

/** Crawls a site to the end. `more` are addresses that are known from elsewhere (codes on stickers, withdrawn stories). */
export async function crawl(origin: string, more: readonly string[] = []): Promise<Answer[]> {
  const answers: Answer[] = [];
  const seen = new Set<string>();
  const waiting: string[] = ["/", ...guesses, ...more];
  const own = new URL(origin);
  /** The map of lights can be asked for at any minute of any of its days; what it is made of is the same, so each page is read at one of each. */
  const atOneMoment = new Set<string>();
  const isRepeated = (url: URL): boolean => {
    const names = [...url.searchParams.keys()].toSorted();
    if (!names.includes("t") && !names.includes("day")) return false;
    const key = `${url.pathname}?${names.join("&")}`;
    const isKnown = atOneMoment.has(key);
    atOneMoment.add(key);
    return isKnown;
  };
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.has(address)) continue;
    seen.add(address);
    const negotiated =
      address === "/" || address.startsWith("/s/") || guesses.includes(address) || more.includes(address);
    for (const language of negotiated ? languages : ["en"]) {
      const answer = await read(origin + address, { headers: { "accept-language": language } });
      answers.push(answer);
      if (!/html|xml|json|text/.test(answer.type)) continue;
      const location = /^location: (.*)$/m.exec(answer.headers)?.[1];
      for (const found of [
        ...addressesIn(Buffer.from(answer.body).toString("utf8")),
        ...(location ? [location] : []),
      ]) {
        if (!URL.canParse(found, origin + address)) continue;
        const url = new URL(found, origin + address);
        const isOurs = url.host === own.host || url.host === `localhost:${own.port}`;
        if (
          isOurs &&
          /^https?:$/.test(url.protocol) &&
          !/^[\w.+-]+\/[\w.+-]+$/.test(found) &&
          !seen.has(url.pathname + url.search) &&
          !isRepeated(url)
        )
          waiting.push(url.pathname + url.search);
      }
    }
  }
  for (const [method, address] of [
    ["POST", "/"],
    ["PUT", "/2020/fr"],
    ["DELETE", "/2020/fr/stories"],
    ["OPTIONS", "/"],
    ["TRACE_", "/"],
  ] as const) {
    answers.push(
      await read(origin + address, { method: method.replace("_", "") === "TRACE" ? "PATCH" : method }),
    );
  }
  answers.push(
    await read(`${origin}/2020/en/stop`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin },
      body: "code=1234",
    }),
  );
  return answers;
}

async function read(address: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(address, { ...init, redirect: "manual" });
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const type = response.headers.get("content-type") ?? "";
  return { address: `${init.method ?? "GET"} ${address}`, status: response.status, headers, body, type };
}
