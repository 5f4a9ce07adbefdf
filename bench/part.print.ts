/** Paper: a thousand placements as sheets, and which codes survive what a pavement does to them, by two independent decoders. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPlacementCode } from "@bluehour/domain/codes";
import { printedPlacementAddress } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import type { Exhibition } from "@bluehour/print/exhibition";
import { openPress } from "@bluehour/print/press";
import { encodeCode } from "@bluehour/print/qr";
import { printSheets } from "@bluehour/print/sheets";
import { publicDay } from "@bluehour/testing/public-day";
import { writePgm, zbarReads, zxingReads } from "../e2e/tools/print-decoders.ts";
import { chance, damages, photographed } from "../e2e/tools/print-damage.ts";
import { judged } from "./row.ts";
import type { Row } from "./row.ts";
import { monotonicNow } from "./monotonic.ts";

const placements = 1000;
// As many as tell 5 per cent from 10, and the same ones every time.
const seeds = 60;

/** What happens to posters, whose codes bear a mark in the middle. */
const markedToo = new Set([
  "standing (1.4 m)",
  "3 m away",
  "blur of 2 px",
  "tilted by 45°",
  "10 % under dusty footprints",
  "dusk: half the contrast, noise",
]);

export async function measurePrint(): Promise<Row[]> {
  return [...(await sheets()), ...(await survival())];
}

function exhibition(): Exhibition {
  const all = publicDay().releases as unknown as PublicRelease[];
  const of = <K extends PublicRelease["kind"]>(kind: K) =>
    all.filter((release) => release.kind === kind) as unknown as PublicRelease<K>[];
  const [edition] = of("edition");
  const [installation] = of("installation");
  const [placement] = of("placement");
  if (edition === undefined || installation === undefined || placement === undefined)
    throw new Error("The day is empty.");
  return {
    origin: "https://day.example.org",
    at: new Date("2020-07-01T12:00:00Z"),
    edition,
    installation,
    placements: Array.from({ length: placements }, (_, at) => {
      const code = createPlacementCode();
      return { ...placement, id: code, data: { ...placement.data, code, number: at + 1 } };
    }),
    stories: [],
    helplines: of("helpline"),
    organisations: of("organisation"),
  };
}

async function sheets(): Promise<Row[]> {
  const day = exhibition();
  const start = monotonicNow();
  const spent = process.cpuUsage();
  const opened = await openPress();
  if (!opened.ok) throw new Error("There is no press.");
  const ready = monotonicNow() - start;
  const request = { exhibition: day, press: opened.press, locale: "en" } as const;
  const made = (only: "codes" | "stickers") => {
    const files = [...printSheets({ ...request, only: [only] })].flatMap((outcome) => outcome.files);
    if (files.length === 0) throw new Error(`No ${only} were printed.`);
    return files.reduce((sum, file) => sum + file.bytes.length, 0);
  };
  const bytes = made("codes");
  const whole = (monotonicNow() - start) / 1000;
  // Beside other work on this machine the clock says more than the sheets cost.
  const { user, system } = process.cpuUsage(spent);
  const cost = ((user + system) / 1e6).toFixed(2);
  const begun = monotonicNow();
  made("stickers");
  const row = { part: "print", unit: "s" };
  return [
    judged(
      {
        ...row,
        measure: "1,000 placements as sheets of A4 and 1,000 SVG",
        value: whole,
        note: `opening the press included (${Math.round(ready)} ms); processor time ${cost} s; ${Math.round(bytes / 1000)} kB`,
      },
      "most",
      5,
    ),
    {
      ...row,
      measure: "1,000 round and 1,000 square floor stickers",
      value: (monotonicNow() - begun) / 1000,
    },
  ];
}

async function survival(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "bluehour-codes-"));
  const rows: Row[] = [];
  try {
    for (const isMarked of [false, true]) {
      // The ground bears no mark. A wall's code does, and is spared mud and wear.
      const suffered = isMarked ? damages.filter((damage) => markedToo.has(damage.name)) : damages;
      for (const damage of suffered) {
        const wanted: string[] = [];
        const files: string[] = [];
        let zxing = 0;
        for (let seed = 0; seed < seeds; seed += 1) {
          const drawn = chance(1000 + seed);
          const code = createPlacementCode((count) =>
            Uint8Array.from({ length: count }, () => drawn() * 256),
          );
          const text = printedPlacementAddress("https://day.example.org", code);
          const encoded = encodeCode(text);
          if (!encoded.ok) throw new Error(text);
          const picture = photographed(encoded.code, { module: 5, damage, seed: seed + 1, isMarked });
          const file = join(folder, `${seed}.pgm`);
          writePgm(file, picture);
          files.push(file);
          wanted.push(text);
          if ((await zxingReads(picture)).includes(text)) zxing += 1;
        }
        const read = zbarReads(files);
        const zbar = files.filter((file, at) => read.get(file)?.includes(wanted[at] ?? "") === true).length;
        const either = `of ${seeds} codes of 145 mm, level H, module 5 mm${isMarked ? ", with the mark" : ""}`;
        for (const [decoder, count] of [
          ["zbar", zbar],
          ["ZXing", zxing],
        ] as const) {
          rows.push({
            part: "print",
            measure: `${damage.name}${isMarked ? ", marked" : ""}: ${decoder}`,
            value: (count / seeds) * 100,
            unit: "%",
            note: either,
          });
        }
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}
