/** What the gate is asked about: a thing as its authors left it, not yet public. */
import type { Data, Kind } from "./kinds.ts";
import type { Locale } from "./locales.ts";
import type { DraftText } from "./text.ts";

/** A picture's file after metadata removal and re-encoding. */
export type Media = {
  /** SHA-256 of the bytes that will be served, lower-case hex. */
  hash: string;
  type: "image/jpeg" | "image/png" | "image/webp" | "image/avif";
  width: number;
  height: number;
  /** Size in bytes. */
  bytes: number;
};

/** A thing that could become a release. `origin` says where a person finds it (a file, a form), for messages only. */
export type Draft<K extends Kind = Kind> = {
  [P in K]: {
    kind: P;
    id: string;
    edition: string;
    origin: string;
    /** Locale in which it was first written; missing blocks fall back to it. */
    language: Locale;
    data: Data<P>;
    texts: { [locale: Locale]: DraftText<P> };
    /** Only images carry media. */
    media: Media[];
  };
}[K];
