import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import sharp from "sharp";
import { cleanImage, longestSide } from "./images.ts";

const canary = "CANARY-7f3a9c";

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: { r: 20, g: 40, b: 90 } } });
}

/** A JPEG with the canary in EXIF (with a place), XMP, a comment segment and the colour profile's neighbourhood. */
async function withCanaries(): Promise<Buffer> {
  const clean = await picture(300, 200)
    .withExif({
      IFD0: { Artist: canary, ImageDescription: canary, Copyright: canary },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "50/1 50/1 48/1" },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${canary}</a></x:xmpmeta>`)
    .jpeg()
    .toBuffer();
  const segment = (marker: number, text: string): Buffer => {
    const body = Buffer.from(text);
    return Buffer.concat([Buffer.from([0xff, marker, 0, body.length + 2]), body]);
  };
  return Buffer.concat([
    clean.subarray(0, 2),
    segment(0xfe, canary),
    segment(0xed, `Photoshop 3.0\0${canary}`),
    clean.subarray(2),
    Buffer.from(canary),
  ]);
}

async function cleaned(bytes: Uint8Array) {
  const result = await cleanImage(bytes);
  assert.ok(result.ok, JSON.stringify(result));
  return result.image;
}

async function refused(bytes: Uint8Array): Promise<string> {
  const result = await cleanImage(bytes);
  assert.ok(!result.ok);
  return result.code;
}

describe("a picture", () => {
  it("loses everything that is not the picture", async () => {
    const dirty = await withCanaries();
    assert.ok(dirty.toString("latin1").split(canary).length > 6);
    const { bytes, media } = await cleaned(dirty);
    const written = Buffer.from(bytes).toString("latin1");
    assert.ok(!written.includes(canary));
    for (const chunk of ["EXIF", "XMP ", "ICCP"]) assert.ok(!written.slice(0, 200).includes(chunk));
    const metadata = await sharp(bytes).metadata();
    assert.deepEqual(
      [metadata.exif, metadata.xmp, metadata.iptc, metadata.icc, metadata.comments],
      [undefined, undefined, undefined, undefined, undefined],
    );
    assert.equal(media.hash, createHash("sha256").update(bytes).digest("hex"));
    assert.deepEqual(media, {
      hash: media.hash,
      type: "image/webp",
      width: 300,
      height: 200,
      bytes: bytes.length,
    });
  });

  it("is the same bytes each time", async () => {
    const dirty = await withCanaries();
    assert.deepEqual((await cleaned(dirty)).bytes, (await cleaned(dirty)).bytes);
  });

  it("stands upright and is bounded", async () => {
    const sideways = await picture(2400, 1200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { media } = await cleaned(sideways);
    assert.deepEqual([media.width, media.height], [longestSide / 2, longestSide]);
    const small = await cleaned(await picture(10, 20).png().toBuffer());
    assert.deepEqual([small.media.width, small.media.height], [10, 20]);
  });

  it("may be PNG, WebP or AVIF", async () => {
    for (const format of ["png", "webp", "avif"] as const)
      assert.equal(
        (await cleaned(await picture(16, 16).toFormat(format).toBuffer())).media.type,
        "image/webp",
      );
  });

  it("is refused when it is broken, moving, too large, or no picture of ours", async () => {
    const png = await picture(64, 64).png().toBuffer();
    assert.equal(await refused(png.subarray(0, 60)), "image-broken");
    const jpeg = await picture(640, 640).jpeg().toBuffer();
    assert.equal(await refused(jpeg.subarray(0, 900)), "image-broken");
    assert.equal(await refused(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")), "image-format");
    assert.equal(await refused(Buffer.from("%PDF-1.7")), "image-format");
    assert.equal(await refused(new Uint8Array()), "image-format");
    assert.equal(await refused(await picture(8, 8).gif().toBuffer()), "image-format");
    const frames = await Promise.all(
      [picture(8, 8), picture(8, 8).negate()].map((one) => one.png().toBuffer()),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer();
    assert.equal(await refused(moving), "image-animated");
    const control = Buffer.from("000000086163544c000000020000000000000000", "hex");
    assert.equal(
      await refused(Buffer.concat([png.subarray(0, 33), control, png.subarray(33)])),
      "image-animated",
    );
    const huge = await picture(9000, 7000).png({ compressionLevel: 9 }).toBuffer();
    assert.equal(await refused(huge), "image-pixels");
  });
});
