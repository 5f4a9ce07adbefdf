import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { cleanImage } from "./images.ts";

const canary = "CANARY-41c7d2e9-somebody-at-home";

type Kind = "noise" | "plain" | "ramp" | "dots";

/** A picture whose parts are short, long, or nearly empty, with or without transparency. */
async function drawn(
  width: number,
  height: number,
  channels: 3 | 4,
  kind: Kind,
  seed: number,
): Promise<Buffer> {
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state >> 8) & 255;
  };
  const raw = Buffer.alloc(width * height * channels);
  for (let index = 0; index < raw.length; index += 1)
    raw[index] =
      kind === "noise"
        ? random()
        : kind === "plain"
          ? seed % 256
          : kind === "ramp"
            ? Math.floor(index / (width * channels)) % 256
            : random() < 4
              ? 255
              : 30;
  return await sharp(raw, { raw: { width, height, channels } }).png().toBuffer();
}

async function cleaned(bytes: Uint8Array): Promise<Buffer> {
  const result = await cleanImage(bytes);
  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(result.image.media.bytes, result.image.bytes.length);
  return Buffer.from(result.image.bytes);
}

type Chunk = [name: string, data: Buffer];

function chunksOf(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 12; at < file.length;) {
    const length = file.readUInt32LE(at + 4);
    chunks.push([file.toString("latin1", at, at + 4), file.subarray(at + 8, at + 8 + length)]);
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function webp(chunks: readonly Chunk[], padding = 0): Buffer {
  const body = Buffer.concat([
    Buffer.from("WEBP"),
    ...chunks.flatMap(([name, data]) => {
      const head = Buffer.alloc(8);
      head.write(name, "latin1");
      head.writeUInt32LE(data.length, 4);
      return [head, data, Buffer.alloc(data.length % 2, padding)];
    }),
  ]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function changed(file: Buffer, change: (name: string, data: Buffer) => Buffer): Buffer {
  return webp(chunksOf(file).map(([name, data]) => [name, change(name, Buffer.from(data))]));
}

/** Puts bytes at the end of a frame's first part, where a decoder does not look. */
function afterModes(data: Buffer, more: Buffer): Buffer {
  const tag = data.readUIntLE(0, 3);
  const length = tag >> 5;
  const head = Buffer.from(data.subarray(0, 10));
  head.writeUIntLE((tag & 0x1f) | ((length + more.length) << 5), 0, 3);
  return Buffer.concat([head, data.subarray(10, 10 + length), more, data.subarray(10 + length)]);
}

describe("a picture that was cleaned before", () => {
  it("stays byte for byte what it was, whatever it shows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom(3 as const, 4 as const),
        fc.constantFrom<Kind>("noise", "plain", "ramp", "dots"),
        fc.nat(100_000),
        async (width, height, channels, kind, seed) => {
          const once = await cleaned(await drawn(width, height, channels, kind, seed));
          assert.ok((await cleaned(once)).equals(once));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("stays so at full size too", async () => {
    for (const channels of [3, 4] as const) {
      const once = await cleaned(await drawn(1700, 900, channels, "ramp", 3));
      assert.ok((await cleaned(once)).equals(once));
    }
  });

  it("is written anew wherever anything is added to it, and what was added is gone", async () => {
    const plain = await cleaned(await drawn(60, 40, 3, "noise", 7));
    const clear = await cleaned(await drawn(60, 40, 4, "noise", 7));
    const more = Buffer.from(canary);
    const exif = await sharp(plain)
      .withExif({ IFD0: { Artist: canary } })
      .webp({ quality: 82 })
      .toBuffer();
    const [extended] = chunksOf(clear).filter(([name]) => name === "VP8X");
    assert.ok(extended !== undefined);
    const grown = Buffer.concat([plain, more]);
    grown.writeUInt32LE(grown.length - 8, 4);
    const hostile: Record<string, Buffer> = {
      exif,
      after: Buffer.concat([plain, more]),
      counted: grown,
      chunk: webp([...chunksOf(plain), ["note", more]]),
      before: webp([["XMP ", more], ...chunksOf(plain)]),
      between: webp(chunksOf(clear).flatMap((chunk): Chunk[] => [chunk, ["note", more]])),
      coefficients: changed(plain, (name, data) => (name === "VP8 " ? Buffer.concat([data, more]) : data)),
      modes: changed(plain, (name, data) => (name === "VP8 " ? afterModes(data, more) : data)),
      transparency: changed(clear, (name, data) => (name === "ALPH" ? Buffer.concat([data, more]) : data)),
      coloursOfClear: changed(clear, (name, data) => (name === "VP8 " ? Buffer.concat([data, more]) : data)),
    };
    for (const [how, file] of Object.entries(hostile)) {
      assert.ok(file.includes(canary), how);
      const result = await cleanImage(file);
      // What the decoder cannot make sense of is refused; what it can is written anew.
      if (result.ok) assert.ok(!Buffer.from(result.image.bytes).includes(canary), how);
    }
    for (const [how, file] of Object.entries({
      reserved: changed(clear, (name, data) => {
        if (name === "VP8X") data[1] = 0x41;
        return data;
      }),
      flags: changed(clear, (name, data) => {
        if (name === "VP8X") data[0] = 0x1c;
        return data;
      }),
      padding: webp(
        chunksOf(plain).map(([name, data]) => [name, data.length % 2 === 1 ? data : data.subarray(0, -1)]),
        0x41,
      ),
    })) {
      const result = await cleanImage(file);
      if (result.ok) assert.ok(!Buffer.from(result.image.bytes).equals(file), how);
    }
  });

  it("is no lossless, larger or sideways one", async () => {
    const lossless = await sharp(await drawn(30, 30, 3, "noise", 1))
      .webp({ lossless: true })
      .toBuffer();
    assert.ok(!(await cleaned(lossless)).equals(lossless));
    const large = await sharp(await drawn(1700, 20, 3, "ramp", 1))
      .webp({ quality: 82 })
      .toBuffer();
    assert.ok(!(await cleaned(large)).equals(large));
  });
});
