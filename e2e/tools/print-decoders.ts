/** Two independent readers of QR codes, zbar and ZXing, and what a page looks like to them. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** A picture in greys: 0 is black, 255 white, row by row. */
export type Grey = { width: number; height: number; data: Uint8Array };

/** Reads a PGM file, as `pdftoppm -gray` writes it. */
export function readPgm(file: string): Grey {
  const bytes = readFileSync(file);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 60).toString("latin1"));
  if (head === null) throw new Error(`${file} is not a PGM file.`);
  const [all = "", width = "", height = ""] = head;
  return { width: Number(width), height: Number(height), data: bytes.subarray(all.length) };
}

/** Writes a PGM file. */
export function writePgm(file: string, { width, height, data }: Grey): void {
  writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]));
}

/** Renders pages of a PDF in greys; `prefix` is where the files go. Returns nothing: the caller lists the folder. */
export function renderPages(pdf: string, prefix: string, resolution: number): void {
  execFileSync("pdftoppm", ["-gray", "-r", String(resolution), pdf, prefix], {
    stdio: ["ignore", "ignore", "ignore"],
  });
}

/** What zbar reads in each of these files. */
export function zbarReads(files: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>(files.map((file) => [file, []]));
  for (let start = 0; start < files.length; start += 40) {
    let xml = "";
    try {
      xml = execFileSync(
        "zbarimg",
        ["-q", "--nodbus", "--xml", "-Sdisable", "-Sqrcode.enable", ...files.slice(start, start + 40)],
        {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        },
      );
    } catch (error) {
      // Exit code 4 says that some picture held no code; what it read in the others is still there.
      xml = String((error as { stdout?: unknown }).stdout ?? "");
    }
    for (const [, file = "", source = ""] of xml.matchAll(/<source href='([^']*)'>([\s\S]*?)<\/source>/g)) {
      for (const [, text = ""] of source.matchAll(/<data><!\[CDATA\[([\s\S]*?)\]\]><\/data>/g)) {
        found.get(file)?.push(text);
      }
    }
  }
  return found;
}

let isPrepared = false;

/** What ZXing reads in a picture. */
export async function zxingReads({ width, height, data }: Grey): Promise<string[]> {
  if (!isPrepared) {
    // Handed over, because the module would fetch it from the network otherwise.
    const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
    const wasmBinary = readFileSync(file).buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
    isPrepared = true;
  }
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < data.length; index += 1) {
    const value = data[index] ?? 0;
    pixels.set([value, value, value, 255], index * 4);
  }
  const read = await readBarcodes({ width, height, data: pixels } as ImageData, {
    formats: ["QRCode"],
    tryHarder: true,
  });
  return read.map(({ text }) => text);
}
