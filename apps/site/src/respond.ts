/** From a rendered page to bytes and headers, and the shelf on which the bytes are kept until anything may have changed. */
import { hash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { LRUCache } from "lru-cache";
import type { Snapshot } from "@bluehour/releases/read";
import type { Headers } from "./headers.ts";

/**
 * What a page says about how it may be kept. `consent`: something on it rests on a consent, so it is asked for anew each time. `brief`: it
 * shows the present minute. `forever`: its address names its content.
 */
export type Keeping = "public" | "brief" | "consent" | "never" | "forever";

/** A page after rendering, before encoding. */
export type Rendered = {
  status: number;
  body: string;
  /** A page where left out. */
  type?: string | undefined;
  locale: string;
  keeping: Keeping;
  /** The answer depends on the languages that the browser asks for. */
  negotiated: boolean;
  noindex: boolean;
  /** Highest generation of what it shows; part of the ETag. */
  generation: number;
  /** Shows the present minute, whatever else decides how it may be kept. */
  isBrief?: boolean | undefined;
  /** Headers in which it differs from other pages. */
  own?: Headers | undefined;
};

type Encoding = "br" | "gzip" | "identity";

/**
 * One way of sending a kept answer. `flat` and `latin1` (the body's bytes, one a character) are what node:http writes fastest: head and
 * body leave in one write.
 */
export type Variant = {
  status: number;
  headers: Headers;
  flat: string[];
  latin1: string;
};

/**
 * An answer, encoded when first asked for. The plain body is let go of once it is there in some encoding: nearly every browser asks for
 * the same one, and the others can be made from it.
 */
export type Kept = {
  status: number;
  etag: string | undefined;
  headers: Headers;
  plain: Buffer | undefined;
  /** Length of the plain body in bytes, for the shelf. */
  size: number;
  isBrief: boolean;
  variants: Map<Encoding | "not-modified", Variant>;
};

const cacheControl: Record<Keeping, string> = {
  public: "public, max-age=300",
  brief: "public, max-age=60",
  consent: "no-cache",
  never: "no-store",
  forever: "public, max-age=31536000, immutable",
};

/** Makes the answer for a rendered page. */
export function encode(rendered: Rendered, base: Headers): Kept {
  const body = Buffer.from(rendered.body, "utf8");
  const etag =
    rendered.status === 200 && rendered.keeping !== "never"
      ? `W/"${rendered.locale}-${rendered.generation}-${hash("sha256", body, "base64url").slice(0, 27)}"`
      : undefined;
  const headers: Record<string, string> = {
    ...base,
    ...rendered.own,
    "content-type": rendered.type ?? "text/html; charset=utf-8",
    "content-language": rendered.locale,
    "cache-control": cacheControl[rendered.keeping],
    vary: rendered.negotiated ? "Accept-Language, Accept-Encoding" : "Accept-Encoding",
  };
  if (etag !== undefined) headers["etag"] = etag;
  if (rendered.noindex) headers["x-robots-tag"] = "noindex";
  return {
    status: rendered.status,
    etag,
    headers,
    plain: body,
    size: body.length,
    isBrief: rendered.isBrief === true || rendered.keeping === "brief",
    variants: new Map(),
  };
}

function variant(status: number, headers: Record<string, string>, body: Buffer | undefined): Variant {
  return { status, headers, flat: Object.entries(headers).flat(), latin1: body?.toString("latin1") ?? "" };
}

/** A variant's body as bytes; nothing where it has none. */
export function bytesOf({ latin1 }: Variant): Buffer<ArrayBuffer> | null {
  return latin1 === "" ? null : Buffer.from(latin1, "latin1");
}

function plainOf({ plain, variants }: Kept): Buffer {
  if (plain !== undefined) return plain;
  for (const [encoding, made] of variants) {
    const bytes = bytesOf(made);
    if (bytes === null) continue;
    return encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
  }
  return Buffer.alloc(0);
}

function makeVariant(kept: Kept, which: Encoding | "not-modified"): Variant {
  const headers: Record<string, string> = { ...kept.headers };
  if (which === "not-modified") {
    delete headers["content-type"];
    return variant(304, headers, undefined);
  }
  let body = plainOf(kept);
  if (which === "br") {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 6,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      // 64 kB, more than a page has: the usual 4 MB window is taken from the system and given back for each page.
      [constants.BROTLI_PARAM_LGWIN]: 16,
    };
    body = brotliCompressSync(body, { params });
  }
  if (which === "gzip") body = gzipSync(body, { level: 7 });
  if (which !== "identity") headers["content-encoding"] = which;
  headers["content-length"] = String(body.length);
  kept.plain = undefined;
  return variant(kept.status, headers, body);
}

const refused = (name: string) => new RegExp(String.raw`(?:^|[\s,])${name}\s*;\s*q=0(?:\.0*)?\s*(?:,|$)`);
const noBrotli = refused("br");
const noGzip = refused("gzip");

function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined) return "identity";
  if (accepted.includes("br") && !noBrotli.test(accepted)) return "br";
  if (accepted.includes("gzip") && !noGzip.test(accepted)) return "gzip";
  return "identity";
}

/** What of a request decides how an answer is sent. */
export type Wishes = { acceptEncoding: string | undefined; ifNoneMatch: string | undefined };

/** Picks how to send an answer. Only after the reader has confirmed: a 304 says that the reader may go on showing it. */
export function send(kept: Kept, wishes: Wishes): Variant {
  const fresh =
    wishes.ifNoneMatch !== undefined &&
    kept.etag !== undefined &&
    // Weak comparison (RFC 9110, 8.8.3.2).
    wishes.ifNoneMatch.includes(kept.etag.slice(2));
  const which = fresh ? "not-modified" : encodingFor(wishes.acceptEncoding);
  let chosen = kept.variants.get(which);
  if (chosen === undefined) {
    chosen = makeVariant(kept, which);
    kept.variants.set(which, chosen);
  }
  return chosen;
}

const fiveMinutes = 300_000;
const oneMinute = 60_000;
const shelfBytes = 16 * 1024 * 1024;

/**
 * Keeps answers by address. It is emptied whenever the reader's epoch changes, and on every fifth minute of the clock, since phases and
 * "checked on" labels follow the time of day.
 */
export type Shelf = {
  recall(
    snapshot: Snapshot,
    path: string,
    acceptLanguage: string | undefined,
    wishes: Wishes,
  ): Variant | undefined;
  keep(snapshot: Snapshot, path: string, languages: KeptLanguages | undefined, kept: Kept): void;
};

/** For a negotiated address: which header led to which order of languages. */
export type KeptLanguages = { acceptLanguage: string | undefined; order: string };

/** Whether an address answers by the browser's languages. */
export function isNegotiated(path: string): boolean {
  return path.startsWith("/s/") || path.startsWith("/S/") || path === "/stop";
}

export function createShelf(now: () => Date): Shelf {
  const answers = new LRUCache<string, Kept>({
    maxSize: shelfBytes,
    // The plain length: about what two compressed forms and their headers weigh afterwards.
    sizeCalculation: (kept) => kept.size + 4096,
  });
  const orders = new LRUCache<string, string>({ max: 1000 });
  let epoch: number | undefined;
  let slot = 0;
  const turnTo = (snapshot: Snapshot): void => {
    const current = Math.floor(now().getTime() / fiveMinutes);
    if (snapshot.epoch === epoch && current === slot) return;
    epoch = snapshot.epoch;
    slot = current;
    answers.clear();
    orders.clear();
  };
  const keyOf = (path: string, order: string): string => `${path}\n${order}`;
  /** What shows the present minute is found for that minute only. */
  const briefKey = (path: string): string => keyOf(path, String(Math.floor(now().getTime() / oneMinute)));
  return {
    recall(snapshot, path, acceptLanguage, wishes) {
      turnTo(snapshot);
      let key = path;
      if (isNegotiated(path)) {
        const order = orders.get(acceptLanguage ?? "");
        if (order === undefined) return undefined;
        key = keyOf(path, order);
      }
      const kept = answers.get(key) ?? answers.get(briefKey(key));
      return kept === undefined ? undefined : send(kept, wishes);
    },
    keep(snapshot, path, languages, kept) {
      // Rendered from what was true before a change: answer it, do not keep it.
      if (snapshot.epoch !== epoch || path.length > 200 || path.includes("%")) return;
      if (languages === undefined) return void answers.set(kept.isBrief ? briefKey(path) : path, kept);
      if ((languages.acceptLanguage ?? "").length <= 300)
        orders.set(languages.acceptLanguage ?? "", languages.order);
      answers.set(keyOf(path, languages.order), kept);
    },
  };
}
