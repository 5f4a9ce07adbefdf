/** What programs that are not ours say of what we made: of a picture's metadata, and of a printed code. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { plantBundle } from "../privacy/plant.ts";
import { bluehour, startDay } from "../start-day.ts";
import type { RunningDay } from "../start-day.ts";
import { root } from "../../tools/sources.ts";

let folder: string;
let bundle: string;
let day: RunningDay;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-tools-"));
  bundle = join(folder, "bundle");
  await plantBundle(join(root, "campaigns/belgium-2020"), bundle, new Date());
  day = await startDay({ data: join(folder, "data"), bundle });
});

after(async () => {
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

type Tags = Record<string, string | number>;

function tagsOf(file: string): Tags {
  const [tags] = JSON.parse(execFileSync("exiftool", ["-json", "-G", file], { encoding: "utf8" })) as Tags[];
  return tags ?? {};
}

test("exiftool finds what a telephone wrote in the pictures that came in, and nothing of it in those that are public", async () => {
  const source =
    (await readdir(join(bundle, "images"))).find((name) => /\.(png|jpe?g|webp)$/.test(name)) ?? "";
  const carried = Object.keys(tagsOf(join(bundle, "images", source)));
  assert.ok(
    carried.some((tag) => tag.startsWith("EXIF:")),
    "the test's own picture carries metadata",
  );

  const media = join(day.data, "public", "media");
  const files = await readdir(media);
  assert.ok(files.length > 0);
  for (const file of files) {
    const foreign = Object.keys(tagsOf(join(media, file))).filter(
      (tag) => !/^(SourceFile|File:|ExifTool:|Composite:|RIFF:)/.test(tag),
    );
    assert.deepEqual(foreign, [], file);
    const words = Object.entries(tagsOf(join(media, file))).filter(([tag]) => tag.startsWith("RIFF:"));
    for (const [tag] of words)
      assert.match(
        tag,
        /^RIFF:(VP8Version|HorizontalScale|VerticalScale|ImageWidth|ImageHeight|WebPFlags|AlphaPreprocessing|AlphaFiltering|AlphaCompression)$/,
      );
  }
});

test("each printed address fits a small code, is read by another program as it was written, and answers", async () => {
  const placements = JSON.parse((await bluehour(["placements", "--json"], { data: day.data })).out) as {
    code: string;
    address: string;
  }[];
  assert.ok(placements.length > 0);
  for (const { code, address } of placements) {
    const file = join(folder, `${code}.png`);
    execFileSync("qrencode", ["--level=Q", "--size=6", "--margin=4", "--output", file, address]);
    const read = execFileSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8" }).trim();
    assert.equal(read, address);
    // Alphanumeric mode alone: 45 symbols, no lower case.
    assert.match(read, /^[0-9A-Z $%*+./:-]+$/);
    const answer = await fetch(`${day.origin}${new URL(read).pathname}`);
    assert.equal(answer.status, 200);
  }
});
