/** Makes a copy of the sample campaign in which every private field holds a word that occurs nowhere else. */
import { cp, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { parseDocument } from "yaml";
import { loadBundle } from "@bluehour/bundle/load";
import { formatProblem } from "@bluehour/bundle/problem";
import { createConsentRef, createStopCode, createStoryId, hashStopCode } from "@bluehour/domain/codes";
import { checklistItems } from "@bluehour/domain/consent";
import { readingHash } from "@bluehour/domain/text";

/** A story that will be taken out of the public, by which door, and words that stand in its text alone. */
export type Doomed = { id: string; words: string[]; stopCode: string };

export type Planted = {
  folder: string;
  /** Must not occur in anything that is served or said, nor in any byte of the public data. */
  secret: string[];
  /** Must not be served or said; the store holds them (opaque references, hashes of stop codes). */
  unserved: string[];
  doomed: { withdraw: Doomed; dark: Doomed; stop: Doomed };
};

let drawn = 0;
/** A word that occurs nowhere else, short enough for every field. */
function word(): string {
  drawn += 1;
  return `zqx${drawn.toString(36).padStart(3, "0")}kanary`;
}

async function stories(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "stories"));
  return names.filter((name) => name.endsWith(".yaml")).map((name) => name.slice(0, -".yaml".length));
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(".yaml")).map((name) => join(folder, name));
}

export async function plantBundle(campaign: string, folder: string, now: Date): Promise<Planted> {
  await cp(campaign, folder, { recursive: true });
  const secret: string[] = [];
  const unserved: string[] = [];
  const hide = () => {
    const made = word();
    secret.push(made);
    return made;
  };

  // File names of stories never become public, nor does a comment in a file.
  for (const name of await stories(folder)) {
    const hidden = hide();
    for (const file of await readdir(join(folder, "stories"))) {
      if (file.startsWith(`${name}.`)) {
        await rename(
          join(folder, "stories", file),
          join(folder, "stories", hidden + file.slice(name.length)),
        );
      }
    }
    const path = join(folder, "stories", `${hidden}.yaml`);
    await writeFile(path, `# ${hide()}\n${await readFile(path, "utf8")}`);
  }

  // Every declaration and review of the samples gets a note and staff ids of its own.
  for (const file of await yamlFiles(join(folder, "private"))) {
    const document = parseDocument(await readFile(file, "utf8"));
    if (!document.has("ref") && !document.has("reviewer")) continue;
    document.set("notes", hide());
    const staff = () => `q-${hide().slice(0, 12)}`;
    if (document.has("author")) document.set("author", staff());
    if (document.has("reviewer")) {
      document.set("reviewer", staff());
      document.set("writers", [staff(), staff()]);
    }
    if (document.has("ref")) unserved.push(String(document.get("ref")));
    if (document.has("stopHash")) unserved.push(String(document.get("stopHash")));
    await writeFile(file, document.toString());
  }

  // Pictures as a telephone makes them: with a place, an owner and a comment.
  for (const name of await readdir(join(folder, "images"))) {
    if (!/\.(png|jpe?g|webp)$/.test(name)) continue;
    const path = join(folder, "images", name);
    const marked = await sharp(await readFile(path))
      .withExif({
        IFD0: { Artist: hide(), ImageDescription: hide(), Copyright: hide() },
        IFD3: { GPSAreaInformation: hide() },
      })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>${hide()}</note></x:xmpmeta>`)
      .toBuffer();
    await writeFile(path, marked);
  }

  const doomed = {
    withdraw: await addTestimony(folder, { hide, unserved, now }),
    dark: await addTestimony(folder, { hide, unserved, now }),
    stop: await addTestimony(folder, { hide, unserved, now }),
  };
  await addUnconsented(folder, hide);
  await sealReviews(folder);
  return { folder, secret, unserved, doomed };
}

/** A testimony with a complete consent, each of whose private fields holds a word; German is refused by the person. */
async function addTestimony(
  folder: string,
  { hide, unserved, now }: { hide: () => string; unserved: string[]; now: Date },
): Promise<Doomed> {
  const id = createStoryId();
  const stopCode = createStopCode();
  const name = hide();
  const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  const words: string[] = [];
  const shown = () => {
    const made = word();
    words.push(made);
    return made;
  };
  await writeFile(
    join(folder, "stories", `${name}.yaml`),
    `id: ${id}\nlanguage: fr\nteller: survivor\nbasis: testimony\nnaming: anonymous\n`,
  );
  for (const locale of ["fr", "nl", "en", "de"]) {
    const text = locale === "de" ? hide : shown;
    await writeFile(
      join(folder, "stories", `${name}.${locale}.md`),
      `---\ntitle: A ${text()}\ncontentNote: Note ${text()}\n---\n<!-- one -->\nFirst ${text()} here.\n\n<!-- two -->\nThen ${text()} **and ${text()}**.\n`,
    );
  }
  const ref = createConsentRef();
  unserved.push(ref, hashStopCode(stopCode), stopCode, stopCode.replaceAll(/(.{4})(?=.)/g, "$1 "));
  const staff = () => `q-${hide().slice(0, 12)}`;
  await mkdir(join(folder, "private", "consents"), { recursive: true });
  await writeFile(
    join(folder, "private", "consents", `${name}.yaml`),
    JSON.stringify({
      ref,
      covers: { story: id },
      givenOn: day(-30),
      elements: {
        disclosure: { explained: hide(), by: staff(), language: "fr", interpreter: staff() },
        voluntariness: { how: hide(), supportPerson: hide() },
        comprehension: { ownWords: hide() },
        competence: { how: hide(), by: staff() },
      },
      uses: ["web", "search-engine", "placement"],
      locales: ["fr", "nl", "en"],
      editions: ["2020"],
      notAfter: day(300),
      naming: "anonymous",
      stopHash: hashStopCode(stopCode),
      notes: hide(),
    }),
  );
  await writeFile(
    join(folder, "private", "reviews", `${name}.yaml`),
    JSON.stringify({
      covers: { story: id },
      reviewer: staff(),
      decidedOn: day(-20),
      decision: "passed",
      writers: [staff(), staff()],
      checklist: Object.fromEntries(checklistItems.map((item) => [item, true])),
      hashes: {},
      readBack: {},
      notes: hide(),
    }),
  );
  return { id, words, stopCode };
}

/** A testimony that nobody allowed: nothing of it may ever be public. */
async function addUnconsented(folder: string, hide: () => string): Promise<void> {
  const name = hide();
  await writeFile(
    join(folder, "stories", `${name}.yaml`),
    `id: ${createStoryId()}\nlanguage: en\nteller: survivor\nbasis: testimony\nnaming: pseudonym\n`,
  );
  await writeFile(
    join(folder, "stories", `${name}.en.md`),
    `---\ntitle: ${hide()}\ncontentNote: ${hide()}\nbyline: ${hide()}\n---\n<!-- one -->\n${hide()} and [${hide()}](https://${hide()}.example/).\n`,
  );
}

/** Binds every review to the texts as they now stand. */
export async function sealReviews(folder: string): Promise<void> {
  const loaded = await loadBundle(folder);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => formatProblem(problem, "en")).join("\n"));
  const drafts = new Map(loaded.bundle.drafts.map((draft) => [draft.id, draft]));
  for (const file of await yamlFiles(join(folder, "private", "reviews"))) {
    const document = parseDocument(await readFile(file, "utf8"));
    const covers = document.toJS().covers as { story?: string; image?: string };
    const draft = drafts.get(covers.story ?? covers.image ?? "");
    if (draft === undefined) continue;
    const hashes = Object.fromEntries(
      Object.entries(draft.texts).map(([locale, text]) => [locale, readingHash(text)]),
    );
    document.set("hashes", hashes);
    if (draft.kind === "story" && draft.data.basis === "testimony") {
      const on = String(document.toJS().decidedOn);
      document.set(
        "readBack",
        Object.fromEntries(
          Object.entries(hashes).map(([locale, hash]) => [locale, { hash, on, by: "teller" }]),
        ),
      );
    }
    await writeFile(file, document.toString());
  }
}
