/** A small valid bundle that tests break in one place at a time. For tests only. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { createPlacementCode } from "@bluehour/domain/codes";
import type { RandomBytes } from "@bluehour/domain/random";
import { loadBundle } from "./load.ts";
import type { LoadResult } from "./load.ts";
import type { Problem } from "./problem.ts";

export type Files = Record<string, string | Uint8Array>;

/** Always the same "random" bytes, so that what is offered can be compared. */
export const steadyRandom: RandomBytes = (length) => Uint8Array.from({ length }, (_, index) => index + 1);

export const storyId = "7K3M9QX2TR";
export const otherStoryId = "5ZZYXWV0HG";
export const placementCode = createPlacementCode(steadyRandom);
export const hash = "0123456789abcdef".repeat(4);

/** A small grey picture, as PNG. */
export const greySquare: Buffer = await sharp({
  create: { width: 8, height: 8, channels: 3, background: { r: 128, g: 128, b: 128 } },
})
  .png()
  .toBuffer();

export const validFiles: Readonly<Files> = {
  "README.md": "# Our day\n",
  "edition.yaml": `language: en
days: { first: 2026-07-30, last: 2026-07-31 }
zone: Europe/Brussels
country: BE
languages: [en, fr]
localLanguages: [fr]
colour: "#1d4ed8"
hashtag: "#BlueHour"
action: light
exitTo: https://www.wikipedia.org/
contact:
  organisation: pag-asa
  phone: "+3225116464"
`,
  "edition.en.md": "---\ntitle: The blue hour\ntheme: For those who help\n---\nA day.\n",
  "edition.fr.md": "---\ntitle: L’heure bleue\ntheme: Pour ceux qui aident\n---\nUn jour.\n",
  "organisations/pag-asa.yaml": "language: fr\ncountry: BE\nsince: 1994\n",
  "organisations/pag-asa.fr.md": "---\ntitle: PAG-ASA\n---\nUn centre d’accueil.\n",
  "helplines/centre.yaml": `language: fr
country: BE
number: 112
display: 112
hours: Mo-Fr 09:00-17:00
source: { title: The centre’s own page }
verified: { state: source-only }
`,
  "helplines/centre.fr.md": "---\ntitle: Centre\n---\n",
  "images/square.yaml": `language: en
file: square.png
credit: Somebody
licence: CC0
made: drawing
persons: none
`,
  "images/square.en.md": "---\nalt: A grey square\n---\n",
  "images/square.png": greySquare,
  "events/noon.yaml": `language: en
start: 2026-07-30T12:00:00+02:00
end: 2026-07-30T13:00:00+02:00
zone: Europe/Brussels
country: BE
organisations: [pag-asa]
image: square
`,
  "events/noon.en.md":
    "---\ntitle: At noon\nplace: Carrefour de l’Europe\n---\nMeet [the organisers](/organisations/pag-asa).\n",
  "installations/shadows.yaml": `language: en
country: BE
region: Brussels
opens: 2026-07-30T09:00:00+02:00
closes: 2026-07-30T21:00:00+02:00
zone: Europe/Brussels
`,
  "installations/shadows.en.md": "---\ntitle: Shadows\nplace: On the square\n---\n",
  "stories/the bakery.yaml": `language: fr
id: ${storyId}
teller: survivor
basis: composite
`,
  "stories/the bakery.fr.md": `---
title: La boulangerie
contentNote: Parle de dettes.
---
<!-- arrival -->
Elle est arrivée au printemps.

<!-- nights -->
Les nuits étaient longues.

Très longues.
`,
  "stories/the bakery.en.md": `---
title: The bakery
contentNote: Tells of debts.
translation: machine
---
<!-- arrival machine -->
She came in the *spring*.
`,
  "placements/1.yaml": `language: en
code: ${placementCode}
installation: shadows
number: 1
candidates: [${storyId}]
`,
  "placements/1.en.md": "---\nplace: At the fountain\n---\n",
  "private/consents/one.yaml": `ref: 0123456789ABCDEF
covers: { story: ${storyId} }
givenOn: 2026-01-15
elements: {}
uses: [web]
locales: [fr]
editions: [2026]
notAfter: 2026-12-31
`,
  "private/declarations/one.yaml": `ref: 0123456789ABCDEG
covers: { image: square }
declaredOn: 2026-01-15
author: a-1
nobodyRecognisable: true
uses: [web]
locales: [en]
editions: ["2026"]
notAfter: 2026-12-31
`,
  "private/reviews/one.yaml": `covers: { story: ${storyId} }
reviewer: r-7
decidedOn: 2026-01-16
decision: passed
writers: [a-1]
checklist: { names: true }
hashes: { fr: ${hash} }
`,
  "private/acts.yaml": "- ref: 0123456789ABCDEF\n  use: print\n  on: 2026-02-01\n",
  "private/blocked.yaml": `key: ${hash}\nphrases:\n  - words: 2\n    hash: ${hash}\n`,
};

/** Writes files into a fresh folder, hands it over, and removes it. */
export async function inFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads the valid bundle with some files replaced, added, or (undefined) left out. */
export function loadWith(changes: Record<string, string | Uint8Array | undefined>): Promise<LoadResult> {
  const files = Object.entries({ ...validFiles, ...changes }).filter(
    (entry): entry is [string, string | Uint8Array] => entry[1] !== undefined,
  );
  return inFolder(Object.fromEntries(files), (folder) => loadBundle(folder, { random: steadyRandom }));
}

/** Everything that was said of a bundle. */
export function problemsOf(result: LoadResult): Problem[] {
  return result.ok ? result.notices : result.problems;
}

/** `code file:line:column`, the shape in which tests compare problems. */
export function shortly({ code, file, line, column }: Problem): string {
  return `${code} ${file}${line === undefined ? "" : `:${line}:${column}`}`;
}
