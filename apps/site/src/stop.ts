/** The stop page: a form, and an answer that is the same size whether the code was right or wrong. */
import type { Context, Handler } from "hono";
import { stopAnswered, stopForm } from "./pages/stop.tsx";
import type { StopAnswer } from "./pages/stop.tsx";
import { encode, send } from "./respond.ts";
import { toHtml, toResponse, wishesOf } from "./site.ts";
import type { Site } from "./site.ts";
import { createStopDesk } from "./stop-desk.ts";

const statusOf: Record<StopAnswer, number> = {
  done: 200,
  wrong: 200,
  wait: 429,
  failed: 503,
  unsure: 503,
  refused: 403,
};

/** Longest code that is read: 24 digits of four bytes, with blanks. */
const longestCode = 200;

export function createStopHandlers(site: Site) {
  const { reader, now } = site;
  const desk = createStopDesk({ ...site, appendStop: site.stop });
  // The form must know that it came from itself: its origin is sent within the site, and nowhere else.
  const headers = { ...site.headers, "referrer-policy": "same-origin" };

  /** Negotiated at `/stop`; elsewhere the address must name an edition and a language. */
  const frameOf = async (c: Context) => {
    const snapshot = await reader.confirm();
    return c.req.path === "/stop" ? site.frameFor(c, snapshot) : site.namedFrame(c, snapshot);
  };

  const form: Handler = async (c) => {
    const frame = await frameOf(c);
    if (frame === undefined && c.req.path !== "/stop") return site.quiet(c, "missing", 404);
    const around = site.surroundings(c, frame, true);
    const kept = encode(
      {
        status: 200,
        body: toHtml(stopForm({ around, now: now() })),
        locale: around.ui,
        keeping: "public",
        negotiated: c.req.path === "/stop",
        noindex: true,
        generation: 0,
      },
      headers,
    );
    return toResponse(send(kept, wishesOf(c)));
  };

  /** Without cookies nobody can act in a teller's name; this only keeps other websites from guessing through their visitors. */
  const cameFromHere = (c: Context): boolean => {
    const fetchSite = c.req.header("sec-fetch-site");
    if (fetchSite !== undefined) return fetchSite === "same-origin" || fetchSite === "none";
    const from = c.req.header("origin");
    if (from === undefined) return true;
    return from === site.origin || (URL.canParse(from) && new URL(from).host === c.req.header("host"));
  };

  const sent: Handler = async (c) => {
    // Parse.
    const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
    const typed = (new URLSearchParams(await c.req.text()).get("code") ?? "").slice(0, longestCode);

    // Decide.
    const answer = cameFromHere(c) && isForm ? await desk(typed) : "refused";

    // Render: "done" and "wrong" are filled up to the same size.
    const frame = await frameOf(c).catch(() => site.frames.lastKnown(site.languageOf(c)));
    const props = {
      around: site.surroundings(c, frame, true),
      now: now(),
      zone: frame?.edition.data.zone ?? "UTC",
    };
    const htmlOf = (which: StopAnswer, padding: number): string =>
      toHtml(stopAnswered({ ...props, answer: which, padding }));
    const sizeOf = (which: StopAnswer): number => Buffer.byteLength(htmlOf(which, 0));
    const size = Math.ceil(Math.max(sizeOf("done"), sizeOf("wrong")) / 1024) * 1024;
    const body = htmlOf(answer, Math.max(0, size - sizeOf(answer)));

    // Respond: never compressed, since a compressed size would tell them apart.
    const kept = encode(
      {
        status: statusOf[answer],
        body,
        locale: props.around.ui,
        keeping: "never",
        negotiated: true,
        noindex: true,
        generation: 0,
      },
      headers,
    );
    const asIs = send(kept, { acceptEncoding: undefined, ifNoneMatch: undefined });
    return toResponse(asIs, answer === "wait" ? { "retry-after": "10" } : {});
  };

  return { form, sent };
}
