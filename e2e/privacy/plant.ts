/** Makes a copy of the sample campaign in which every private field holds a word that occurs nowhere else. */
import { randomBytes } from "node:crypto";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import sharp from "sharp";
import { parseDocument } from "yaml";
import { loadBundle } from "@bluehour/bundle/load";
import { formatProblem } from "@bluehour/bundle/problem";
import { mediaPath } from "@bluehour/domain/addresses";
import { createConsentRef, createStopCode, createStoryId, hashStopCode } from "@bluehour/domain/codes";
import { checklistItems } from "@bluehour/domain/consent";
import { readingHash } from "@bluehour/domain/text";

/** A picture as the site serves it, and bytes out of its middle. */
export type Portrait = { path: string; hash: string; needle: Buffer };

/** A story that will be taken out of the public, words that stand in its text or its picture's alone, and that picture. */
export type Doomed = { id: string; words: string[]; stopCode: string; portrait: Portrait };

export type Planted = {
  folder: string;
  /** Must not occur in anything that is served or said, nor in any byte of the public data. */
  secret: string[];
  /** Must not be served or said; the store holds them (opaque references, hashes of stop codes). */
  unserved: string[];
  /** By the door that will be taken; the last one's consent ends two days later by itself. */
  doomed: { withdraw: Doomed; dark: Doomed; stop: Doomed; ending: Doomed };
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

  const telling: Telling = { hide, unserved, now };
  const told = {
    withdraw: await addTestimony(folder, telling),
    dark: await addTestimony(folder, telling),
    stop: await addTestimony(folder, telling),
    ending: await addTestimony(folder, { ...telling, lastsDays: 2 }),
  };
  await addUnconsented(folder, hide);
  await sealReviews(folder);
  const portraits = await portraitsIn(folder);
  const doom = ({ image, ...story }: Told): Doomed => {
    const portrait = portraits.get(image);
    if (portrait === undefined) throw new Error(`The bundle does not hold the picture ${image}.`);
    return { ...story, portrait };
  };
  const doomed = {
    withdraw: doom(told.withdraw),
    dark: doom(told.dark),
    stop: doom(told.stop),
    ending: doom(told.ending),
  };
  return { folder, secret, unserved, doomed };
}

/** Every picture of the bundle, by its name, with the bytes that a publication would write. */
async function portraitsIn(folder: string): Promise<Map<string, Portrait>> {
  const loaded = await loadBundle(folder);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => formatProblem(problem, "en")).join("\n"));
  const { drafts, media } = loaded.bundle;
  return new Map(
    drafts
      .filter(({ kind }) => kind === "image")
      .flatMap(({ id, media: [file] }) => {
        const bytes = file === undefined ? undefined : media.get(file.hash);
        if (file === undefined || bytes === undefined) return [];
        const middle = Math.floor(bytes.length / 2);
        const needle = Buffer.from(bytes.subarray(middle, middle + 32));
        return [[id, { path: mediaPath(file), hash: file.hash, needle }] as const];
      }),
  );
}

/** A story as it was told: its picture is still a name. */
type Told = Omit<Doomed, "portrait"> & { image: string };

type Telling = { hide: () => string; unserved: string[]; now: Date; lastsDays?: number };

/**
 * A testimony with a complete consent, each of whose private fields holds a word; German is refused by the person. Its picture shows a
 * face, by a consent of its own that lasts longer than the story's.
 */
async function addTestimony(
  folder: string,
  { hide, unserved, now, lastsDays = 300 }: Telling,
): Promise<Told> {
  const id = createStoryId();
  const stopCode = createStopCode();
  const name = hide();
  const image = `portrait-${id.toLowerCase()}`;
  const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  const words: string[] = [];
  const shown = () => {
    const made = word();
    words.push(made);
    return made;
  };
  await writeFile(
    join(folder, "stories", `${name}.yaml`),
    `id: ${id}\nlanguage: fr\nteller: survivor\nbasis: testimony\nnaming: anonymous\nimage: ${image}\n`,
  );
  for (const locale of ["fr", "nl", "en", "de"]) {
    const text = locale === "de" ? hide : shown;
    await writeFile(
      join(folder, "stories", `${name}.${locale}.md`),
      `---\ntitle: A ${text()}\ncontentNote: Note ${text()}\n---\n<!-- one -->\nFirst ${text()} here.\n\n<!-- two -->\nThen ${text()} **and ${text()}**.\n`,
    );
  }
  await addPortrait(folder, image, { hide, shown });

  await mkdir(join(folder, "private", "consents"), { recursive: true });
  const staff = () => `q-${hide().slice(0, 12)}`;
  const allow = async (covers: { story: string } | { image: string }, more: object) => {
    const ref = createConsentRef();
    unserved.push(ref);
    const file = hide();
    await writeFile(
      join(folder, "private", "consents", `${file}.yaml`),
      JSON.stringify({
        ref,
        covers,
        givenOn: day(-30),
        elements: {
          disclosure: { explained: hide(), by: staff(), language: "fr", interpreter: staff() },
          voluntariness: { how: hide(), supportPerson: hide() },
          comprehension: { ownWords: hide() },
          competence: { how: hide(), by: staff() },
        },
        uses: ["web", "search-engine", "placement", "image"],
        locales: ["fr", "nl", "en"],
        editions: ["2020"],
        notAfter: day(300),
        naming: "anonymous",
        notes: hide(),
        ...more,
      }),
    );
    await writeFile(
      join(folder, "private", "reviews", `${file}.yaml`),
      JSON.stringify({
        covers,
        reviewer: staff(),
        decidedOn: day(-20),
        decision: "passed",
        writers: [staff(), staff()],
        checklist: Object.fromEntries(checklistItems.map((item) => [item, true])),
        hashes: {},
        readBack: {},
        identification: [
          {
            finding: "one.name.0000000000",
            decision: "keep",
            reason: hide(),
            by: staff(),
            on: day(-20),
          },
        ],
        notes: hide(),
      }),
    );
  };
  unserved.push(hashStopCode(stopCode), stopCode, stopCode.replaceAll(/(.{4})(?=.)/g, "$1 "));
  await allow({ story: id }, { notAfter: day(lastsDays), stopHash: hashStopCode(stopCode) });
  await allow({ image }, {});
  return { id, words, stopCode, image };
}

/** A picture of noise, which no other picture resembles, with words in its file as a telephone leaves them. */
async function addPortrait(
  folder: string,
  image: string,
  { hide, shown }: { hide: () => string; shown: () => string },
): Promise<void> {
  const path = join(folder, "images", image);
  const size = { width: 96, height: 64, channels: 3 } as const;
  const noise = sharp(randomBytes(size.width * size.height * size.channels), { raw: size });
  await writeFile(
    `${path}.png`,
    await noise
      .withExif({ IFD0: { Artist: hide(), ImageDescription: hide() } })
      .png()
      .toBuffer(),
  );
  await writeFile(
    `${path}.yaml`,
    `language: fr\nfile: ${image}.png\ncredit: Nobody\nlicence: EUPL-1.2\nmade: photograph\npersons: recognisable\n`,
  );
  for (const locale of ["fr", "nl", "en"]) {
    await writeFile(
      `${path}.${locale}.md`,
      `---\ntitle: A picture\nalt: A face ${shown()}\ncaption: Of ${shown()}\n---\n`,
    );
  }
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

/** Deletes a story from the bundle, with its texts, consent and review, and leaves its picture. */
export async function removeTelling(folder: string, id: string): Promise<void> {
  for (const file of await yamlFiles(folder)) {
    const text = await readFile(file, "utf8");
    if (!text.includes(id)) continue;
    const texts = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file, "yaml")));
    for (const name of texts) await rm(join(dirname(file), name));
  }
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
