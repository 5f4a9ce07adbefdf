/**
 * Recognises a picture that already is as pictures leave this room: a bare lossy WebP. Writing it anew would change its pixels and thereby
 * its hash a little each time, although nothing is left to take away.
 *
 * It is not believed but proved, byte by byte: the container holds the picture's own chunks and nothing else, every field that must be
 * empty is, the transparency is exactly what the encoder makes of it, and neither part of the picture is longer than its decoder needs.
 * What remains is the picture.
 */

/** What the proof needs of an encoder and decoder. */
export type PictureTools = {
  /** Whether a WebP can be decoded without any complaint. */
  decodes: (bytes: Uint8Array) => Promise<boolean>;
  /** The same picture written anew. */
  encode: (bytes: Uint8Array) => Promise<Uint8Array>;
};

type Chunk = { name: string; data: Buffer };

// Of 120 pictures that our encoder made, none could spare more than three bytes at the end of a part; the decoder pads with that much.
const slack = 6;

const frameHeader = 10;

/** Whether a WebP is nothing but a picture of at most `longestSide` pixels, in the form in which ours are written. */
export async function isFinalPicture(
  bytes: Uint8Array,
  { longestSide, tools }: { longestSide: number; tools: PictureTools },
): Promise<boolean> {
  const chunks = chunksOf(bytes);
  const frame = chunks?.find(({ name }) => name === "VP8 ")?.data;
  if (chunks === undefined || frame === undefined) return false;
  const size = frameSize(frame);
  if (size === undefined || Math.max(size.width, size.height) > longestSide) return false;
  const names = chunks.map(({ name }) => name).join();
  if (names !== "VP8 " && names !== "VP8X,ALPH,VP8 ") return false;
  const [extended, alpha] = chunks;
  if (chunks.length > 1 && extended?.data.equals(extendedHeader(size)) !== true) return false;
  if (!(await tools.decodes(bytes))) return false;
  for (const shorter of [withoutEnd(frame), withoutEndOfModes(frame)])
    if (
      shorter !== undefined &&
      (await tools.decodes(
        webp(chunks.map((chunk) => (chunk.data === frame ? { ...chunk, data: shorter } : chunk))),
      ))
    )
      return false;
  if (chunks.length === 1) return true;
  // Transparency is kept without loss, so what an encoder makes of it is what it was made of.
  const again = chunksOf(await tools.encode(bytes));
  return again?.[1]?.name === "ALPH" && alpha !== undefined && again[1].data.equals(alpha.data);
}

/** The chunks of a file that is nothing but a WebP; `undefined` for any other, also where a byte stands after or between them. */
function chunksOf(bytes: Uint8Array): Chunk[] | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (
    file.length < 20 ||
    file.toString("latin1", 0, 4) !== "RIFF" ||
    file.toString("latin1", 8, 12) !== "WEBP"
  )
    return undefined;
  if (file.readUInt32LE(4) + 8 !== file.length) return undefined;
  const chunks: Chunk[] = [];
  let at = 12;
  while (at + 8 <= file.length) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length;
    const isOdd = length % 2 === 1;
    if (end + (isOdd ? 1 : 0) > file.length || (isOdd && file[end] !== 0)) return undefined;
    chunks.push({ name: file.toString("latin1", at, at + 4), data: file.subarray(at + 8, end) });
    at = end + (isOdd ? 1 : 0);
  }
  return at === file.length ? chunks : undefined;
}

function webp(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.flatMap(({ name, data }) => {
    const head = Buffer.alloc(8);
    head.write(name, "latin1");
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length % 2)];
  });
  const body = Buffer.concat([Buffer.from("WEBP"), ...parts]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

type Size = { width: number; height: number };

/** The `VP8X` chunk of a picture with transparency and nothing else. */
function extendedHeader({ width, height }: Size): Buffer {
  const header = Buffer.alloc(10);
  header[0] = 0x10;
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  return header;
}

/** Size of a shown key frame without scaling and with a single part of coefficients, as our encoder writes them; else `undefined`. */
function frameSize(frame: Buffer): Size | undefined {
  if (frame.length < frameHeader || frame.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  const tag = frame.readUIntLE(0, 3);
  const isKeyFrame = (tag & 1) === 0;
  const isShown = (tag & 0x10) !== 0;
  const [width, height] = [frame.readUInt16LE(6), frame.readUInt16LE(8)];
  if (!isKeyFrame || !isShown || width > 0x3fff || height > 0x3fff) return undefined;
  const modes = frame.subarray(frameHeader, frameHeader + modesLength(frame));
  return modes.length === modesLength(frame) && hasOnePart(modes) ? { width, height } : undefined;
}

function modesLength(frame: Buffer): number {
  return frame.readUIntLE(0, 3) >> 5;
}

/** Reads a frame's header as far as the number of its parts: between several, bytes could stand that no decoder looks at (RFC 6386, 9.2 to 9.5). */
function hasOnePart(modes: Buffer): boolean {
  const read = bitReader(modes);
  const values = (count: number, bits: number): void => {
    for (let index = 0; index < count; index += 1) if (read(1) === 1) read(bits);
  };
  read(2);
  if (read(1) === 1) {
    const hasMap = read(1) === 1;
    if (read(1) === 1) {
      read(1);
      values(4, 8);
      values(4, 7);
    }
    if (hasMap) values(3, 8);
  }
  read(10);
  if (read(1) === 1 && read(1) === 1) values(8, 7);
  return read(2) === 0;
}

/** Bits of even chance from a boolean-coded part (RFC 6386, 7.3). */
function bitReader(part: Buffer): (bits: number) => number {
  let at = 2;
  let value = ((part[0] ?? 0) << 8) | (part[1] ?? 0);
  let range = 255;
  let shifted = 0;
  const bit = (): number => {
    const split = 1 + (((range - 1) * 128) >> 8);
    const isOne = value >= split << 8;
    if (isOne) {
      range -= split;
      value -= split << 8;
    } else range = split;
    while (range < 128) {
      value <<= 1;
      range <<= 1;
      shifted += 1;
      if (shifted === 8) {
        shifted = 0;
        value |= part[at] ?? 0;
        at += 1;
      }
    }
    return isOne ? 1 : 0;
  };
  return (bits) => {
    let read = 0;
    for (let index = 0; index < bits; index += 1) read = read * 2 + bit();
    return read;
  };
}

/** The frame with its coefficients cut short: a decoder must miss them. */
function withoutEnd(frame: Buffer): Buffer | undefined {
  const rest = frame.length - frameHeader - modesLength(frame);
  return rest <= slack ? undefined : frame.subarray(0, frame.length - slack);
}

/** The frame with its first part, the modes, cut short. */
function withoutEndOfModes(frame: Buffer): Buffer | undefined {
  const length = modesLength(frame);
  if (length <= slack) return undefined;
  const head = Buffer.from(frame.subarray(0, frameHeader));
  head.writeUIntLE((frame.readUIntLE(0, 3) & 0x1f) | ((length - slack) << 5), 0, 3);
  return Buffer.concat([
    head,
    frame.subarray(frameHeader, frameHeader + length - slack),
    frame.subarray(frameHeader + length),
  ]);
}
