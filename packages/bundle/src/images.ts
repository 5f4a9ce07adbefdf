/** Pictures: turned upright, made smaller, and written anew, so that nothing of the camera, the place or the maker's tools remains. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Media } from "@bluehour/domain/draft";
import { isFinalPicture } from "./final-picture.ts";
import type { PictureTools } from "./final-picture.ts";
import type { BundleProblemCode } from "./problem.ts";

/** A picture as it may be served. */
export type CleanImage = { media: Media; bytes: Uint8Array };

/** The picture, or why it cannot be one. */
export type ImageResult =
  | { ok: true; image: CleanImage }
  | { ok: false; code: BundleProblemCode; values: Record<string, string | number> };

/** Longest side in pixels: sharp on a city screen's column, and small enough for a phone on a square. */
export const longestSide = 1600;

// A picture of 60 million pixels takes about 240 MB when it is unpacked; cameras stay below.
const pixelLimit = 60_000_000;

type Format = "jpeg" | "png" | "webp" | "avif";

/** The format by the file's first bytes. Nothing but these four ever reaches the decoder: no SVG, no PDF, no surprise. */
function formatOf(bytes: Uint8Array): Format | undefined {
  const ascii = (from: number, to: number): string => String.fromCodePoint(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (bytes[0] === 0x89 && ascii(1, 8) === "PNG\r\n\u001A\n") return "png";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "webp";
  if (ascii(4, 8) === "ftyp" && ["avif", "avis"].includes(ascii(8, 12))) return "avif";
  return undefined;
}

/** Animated PNG keeps its frames in chunks that the decoder does not look at: `acTL` stands before the picture's data. */
function isAnimatedPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const control = file.indexOf("acTL");
  return control !== -1 && control < file.indexOf("IDAT");
}

const decoding = { failOn: "warning", limitInputPixels: pixelLimit } as const;

/** The picture alone, upright and no larger than it is shown. */
async function encoded(bytes: Uint8Array) {
  return await sharp(bytes, decoding)
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 82, effort: 4 })
    .toBuffer({ resolveWithObject: true });
}

const tools: PictureTools = {
  decodes: async (bytes) =>
    await sharp(bytes, decoding)
      .raw()
      .toBuffer()
      .then(
        () => true,
        () => false,
      ),
  encode: async (bytes) => (await encoded(bytes)).data,
};

function pictureOf(bytes: Uint8Array, { width, height }: { width: number; height: number }): CleanImage {
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { bytes, media: { hash, type: "image/webp", width, height, bytes: bytes.length } };
}

/**
 * Cleans one picture. The same bytes always give the same bytes, so that publishing twice changes nothing.
 *
 * Re-encoding is what removes the metadata (EXIF, GPS, XMP, IPTC, comments, colour profiles); colours are converted to sRGB first. A picture
 * that is proved to be nothing but a picture already, as one that was cleaned before is, stays byte for byte what it was: its hash is what
 * a bundle that goes out and comes back is known by.
 */
export async function cleanImage(bytes: Uint8Array): Promise<ImageResult> {
  const format = formatOf(bytes);
  if (format === undefined) return { ok: false, code: "image-format", values: {} };
  try {
    const {
      pages = 1,
      width,
      height,
    } = await sharp(bytes, { ...decoding, limitInputPixels: false }).metadata();
    if (pages > 1 || (format === "png" && isAnimatedPng(bytes)))
      return { ok: false, code: "image-animated", values: {} };
    if (width * height > pixelLimit)
      return { ok: false, code: "image-pixels", values: { width, height, limit: pixelLimit / 1_000_000 } };
    if (format === "webp" && (await isFinalPicture(bytes, { longestSide, tools })))
      return { ok: true, image: pictureOf(bytes, { width, height }) };
    const { data, info } = await encoded(bytes);
    return { ok: true, image: pictureOf(data, info) };
  } catch (cause) {
    // The decoder throws for whatever is damaged in the file: to the person that is one problem of this one picture.
    return {
      ok: false,
      code: "image-broken",
      values: { detail: cause instanceof Error ? cause.message : "" },
    };
  }
}
