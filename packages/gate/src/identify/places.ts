/** Towns, streets, postcodes, and the houses where people work, learn or are looked after. */
import placesFile from "../../data/places.json" with { type: "json" };
import { fold } from "./finding.ts";
import type { Mark, Strength } from "./finding.ts";
import { lexicons, plainRoads } from "./lexicon.ts";
import type { Passage, Reading, Word } from "./passage.ts";

/** Names of Belgian towns in the country's other languages and in English, and of a few near it; by the region that they lie in. */
const otherNames: Record<string, string> = {
  "BE.VWV":
    "Courtrai|Bruges|Brugge|Brügge|Ostende|Ostend|Oostende|Ypres|Ypern|Roulers|Furnes|La Panne|Coxyde|Dixmude|Nieuport|Comines|Menin|Poperinghe|Thourout|Warneton|Heuvelland",
  "BE.VOV":
    "Gent|Ghent|Gand|Alost|Audenarde|Termonde|Renaix|Saint-Nicolas|Grammont|Ninove|Deinze|Eeklo|Lokeren|Sint-Gillis-Waas|Sint-Niklaas",
  "BE.VAN":
    "Antwerpen|Anvers|Malines|Mecheln|Mechlin|Lierre|Turnhout|Herentals|Borgerhout|Deurne|Merksem|Berchem",
  "BE.VLI":
    "Tongres|Saint-Trond|Maaseik|Maeseyck|Looz|Herstappe|Fourons|Voeren|Dilsen|Stokkem|Dilsen-Stokkem|Houthalen-Helchteren",
  "BE.VBR":
    "Louvain|Löwen|Hal|Vilvorde|Tirlemont|Aarschot|Diest|Grimbergen|Zaventem|Dilbeek|Sint-Pieters-Leeuw|Léau",
  "BE.BRU":
    "Bruxelles|Brussel|Brüssel|Brussels|Schaarbeek|Elsene|Ukkel|Vorst|Sint-Gillis|Sint-Jans-Molenbeek|Molenbeek|Sint-Joost|Saint-Josse|Oudergem|Etterbeek|Evere|Jette|Ganshoren|Koekelberg|Laken|Laeken|Sint-Agatha-Berchem|Watermaal-Bosvoorde|Sint-Lambrechts-Woluwe|Sint-Pieters-Woluwe|Neder-over-Heembeek|Haren|Matonge",
  "BE.WHT":
    "Bergen|Doornik|Tournay|Moeskroen|Komen|Edingen|Lessen|Vloesberg|Aat|Zinnik|Quaregnon|Colfontaine|Quévy|Honnelles",
  "BE.WLG":
    "Luik|Lüttich|Liege|Hoei|Borgworm|Weismes|Malmünd|Neu-Moresnet|Kelmis|Bütgenbach|Sankt Vith|Saint-Vith|Hannuit|Flémalle",
  "BE.WNA":
    "Namen|Namur|Dinant|Gembloux|Fosses-la-Ville|Couvin|Viroinval|Doische|Sambreville|Jemeppe|Jemeppe-sur-Sambre",
  "BE.WLX": "Aarlen|Arel|Bastenaken|Marche-en-Famenne|Houffalize|Vielsalm|Durbuy|Léglise|Meix-devant-Virton",
  "BE.WBR": "Nijvel|Waver|Geldenaken|Eigenbrakel|Terhulpen|Tubeke|Louvain-la-Neuve|Waterloo|Genappe|Genepiën",
  "NL.05": "Mestreech|Maastricht",
  "NL.11": "Den Haag|La Haye|Rotterdam",
  LU: "Luxemburg-Stadt|Luxembourg-Ville|Esch-Alzette",
  "FR.32": "Rijsel|Lille|Duinkerke|Dunkerque|Dunkirk|Calais|Roubaix|Tourcoing",
  "FR.44": "Straßburg|Strassburg|Straatsburg|Strasbourg",
  "FR.93": "Marseille|Marseilles",
  "FR.84": "Lyon|Lyons",
  "DE.07": "Köln|Cologne|Keulen|Aachen|Aken|Aix-la-Chapelle|Düsseldorf",
  "DE.02": "München|Munich|Nürnberg|Nuremberg|Neurenberg",
  AT: "Vienna|Vienne|Wenen|Wien",
  CH: "Geneva|Genève|Genf|Zurich|Zürich",
  CZ: "Prague|Praag|Prag",
  HU: "Budapest|Boedapest",
  GB: "London|Londres|Londen|Dover|Douvres",
  RO: "Bukarest|Boekarest|Bucarest|Bucharest|București|Cluj|Timișoara|Bacău|Iași",
  BG: "Sofia|Plovdiv|Varna|Sliven",
  AL: "Tirana|Tiranë|Vlorë|Shkodër|Durrës",
  RS: "Belgrade|Belgrado|Belgrad",
  MD: "Chișinău|Chisinau",
  GR: "Athens|Athènes|Athene|Athen|Thessaloniki|Thessalonique",
  PT: "Lisbon|Lisbonne|Lissabon",
  ES: "Barcelona|Barcelone|Madrid|Seville|Séville|Sevilla",
  IT: "Rome|Roma|Rom|Milan|Milano|Mailand|Milaan|Naples|Napels|Neapel|Turin|Turijn",
  PL: "Warsaw|Varsovie|Warschau|Cracovie|Krakau",
  UA: "Kyiv|Kiev|Kiew|Lviv|Odesa|Odessa",
  RU: "Moscow|Moscou|Moskou|Moskau",
  TR: "Istanbul|Istanboel",
  SY: "Damascus|Damas|Damaskus|Aleppo|Alep",
  IQ: "Baghdad|Bagdad",
  IR: "Tehran|Téhéran|Teheran",
  AF: "Kabul|Kaboul|Kaboel",
  EG: "Cairo|Le Caire|Caïro|Kairo|Alexandrie|Alexandrië",
  DZ: "Algiers|Alger|Algier",
  MA: "Casablanca|Tanger|Tangier|Marrakech|Marrakesch|Fès",
  ET: "Addis Ababa|Addis-Abeba|Addis Abeba",
  CN: "Beijing|Pékin|Peking|Shanghai",
  VN: "Hanoi|Hanoï|Saigon|Saïgon|Ho Chi Minh",
  NG: "Benin City|Lagos|Abuja|Edo",
  BE: "Flanders|Flandre|Vlaanderen|Flandern|Wallonia|Wallonie|Wallonië|Wallonien",
};

/** Everybody’s town: naming it narrows little. */
const large = new Set(
  "bruxelles brussel brussels london londres londen paris parijs berlin rome lagos istanbul flanders flandre vlaanderen flandern wallonia wallonie wallonien".split(
    " ",
  ),
);

type Towns = {
  places: ReadonlyMap<string, string>;
  exact: ReadonlySet<string>;
  longest: ReadonlyMap<string, number>;
};

let knownTowns: Towns | undefined;

/** Regions by the folded names of their towns. */
function townsByName(): Towns {
  if (knownTowns !== undefined) return knownTowns;
  const places = new Map<string, string>();
  const exact = new Set<string>();
  const longest = new Map<string, number>();
  const add = (region: string, names: string, isOwn: boolean): void => {
    for (const name of names.split("|")) {
      const folded = fold(name);
      const known = places.get(folded);
      // At home first: a town in Belgium may have a namesake.
      if (known !== undefined && !isOwn && (known.startsWith("BE") || !region.startsWith("BE"))) continue;
      places.set(folded, region);
      exact.add(name.toLowerCase());
      const words = folded.split(/[ '-]/);
      const first = words[0] ?? "";
      longest.set(first, Math.max(longest.get(first) ?? 1, words.length));
    }
  };
  for (const [region, names] of Object.entries(placesFile)) add(region, names, false);
  for (const [region, names] of Object.entries(otherNames)) add(region, names, true);
  knownTowns = { places, exact, longest };
  return knownTowns;
}

/** Where a word before says that a town follows: "in Essen", "d’Anvers". */
function isAfterPreposition(
  text: string,
  previous: Word | undefined,
  word: Word,
  prepositions: ReadonlySet<string>,
): boolean {
  if (/[dD][’']$/u.test(text.slice(Math.max(0, word.start - 2), word.start))) return true;
  return (
    previous !== undefined &&
    prepositions.has(previous.folded) &&
    /^[ \u00A0’']{0,2}$/u.test(text.slice(previous.end, word.start))
  );
}

const nameParticles = new Set(["van", "de", "den", "der", "le", "la", "du", "von"]);

/** How sure it is that a word which is a town's name is meant as one. */
function strengthOfPlace(
  { language, small }: Reading,
  { text, words }: Passage,
  index: number,
  found: { folded: string; last: number },
): Strength | undefined {
  const lexicon = lexicons[language];
  const [previous, word] = [words[index - 1], words[index]];
  if (lexicon === undefined || word === undefined) return "likely";
  const { folded } = found;
  if (lexicon.never.has(folded)) return undefined;
  const isCommon = lexicon.common.has(folded);
  const follows = isAfterPreposition(text, previous, word, lexicon.placePrepositions);
  // A German noun follows a preposition as a town does; "in", "aus" and "nach" seldom stand before one without its article.
  if (follows && isCommon)
    return language === "de" && !/^(?:in|aus|nach)$/.test(previous?.folded ?? "") ? undefined : "likely";
  if (follows) return "likely";
  // "Van Damme", "De Ridder": a family of that name.
  if (
    previous?.isCapital === true &&
    nameParticles.has(previous.folded) &&
    text.slice(previous.end, word.start) === " "
  )
    return undefined;
  if (folded.length < 4 && found.last === index) return undefined;
  if (isCommon && (word.isFirst || language === "de")) return undefined;
  if (found.last > index) return "likely";
  if (small.has(folded)) return undefined;
  return folded.length < 5 && (word.isFirst || language === "de") ? undefined : "likely";
}

/** Towns of Belgium and around it, and larger ones of the countries that people come from. */
export function findPlaces(reading: Reading, passage: Passage): Mark[] {
  const { words, text } = passage;
  const marks: Mark[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const found = placeAt(reading.language, text, words, index);
    const strength = found === undefined ? undefined : strengthOfPlace(reading, passage, index, found);
    if (word === undefined || found === undefined || strength === undefined) continue;
    marks.push({
      sort: "place",
      start: word.start,
      end: words[found.last]?.end ?? word.end,
      strength: large.has(found.folded) ? "hint" : strength,
      detail: { region: found.region },
    });
    index = found.last;
  }
  return marks;
}

function placeAt(
  language: string,
  text: string,
  words: readonly Word[],
  index: number,
): { region: string; last: number; folded: string } | undefined {
  const first = words[index];
  if (first === undefined || !first.isCapital) return undefined;
  const { places, exact, longest } = townsByName();
  // How many words the longest name has that begins so; a hyphen may join some of them into one word of ours.
  const most = longest.get(first.folded.split(/['-]/)[0] ?? "");
  if (most === undefined) return undefined;
  for (let last = Math.min(words.length - 1, index + most - 1); last >= index; last -= 1) {
    const end = words[last];
    if (end === undefined || end.end - first.start > 60) continue;
    if (last > index && !/^[\p{L}\p{M}\p{Cf}’' -]+$/u.test(text.slice(first.start, end.end))) continue;
    const folded =
      last === index ? first.folded : fold(text.slice(first.start, end.end)).replaceAll(/\s+/gu, " ");
    const region = folded.length < 2 ? undefined : places.get(folded);
    const raw = text.slice(first.start, end.end).toLowerCase();
    // "Straßen" is not the village of Strassen: a German letter with dots is another letter.
    if (language === "de" && /[äöüß]/.test(raw) && !exact.has(raw)) continue;
    if (region !== undefined) return { region, last, folded };
  }
  return undefined;
}

/** "In 2019 Gent …" names a year, and no postcode. */
function isYear(found: string, before: string): boolean {
  const opened =
    /(?:\bin|\ben|\bsinds|\bdepuis|\bsince|\bseit|\bjahr|\bjaar|\bannée|\bzomer|\bwinter|\d)\s(?:19|20)\d{2}\s$/iu;
  return /^(?:19|20)\d{2}\s$/.test(found) && opened.test(before);
}

/** Postcodes in a form of their own: Dutch, British, Belgian and Luxembourgish with their letter. */
const postcodes =
  /(?<![\p{L}\p{N}-])(?:[1-9]\d{3} ?[A-Z]{2}(?![\p{L}\p{N}])|[BL]-\d{4}(?!\d)|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\p{L}\p{N}]))/gu;

/** Streets with or without their number, and postcodes beside a town or in a form of their own. */
export function findStreets(
  { language, country }: Reading,
  { text, words }: Passage,
  towns: readonly Mark[],
): Mark[] {
  const marks: Mark[] = [];
  // A Belgian street keeps its name in every language.
  const languages = new Set(country === "BE" ? [language, "nl", "fr"] : [language]);
  for (const one of languages) {
    if (!words.some(({ folded }) => lexicons[one]?.streetWords.test(folded) === true)) continue;
    for (const match of text.matchAll(lexicons[one]?.streets ?? /(?!)/gu)) {
      const hasNumber = /\d/.test(match[0]);
      if (!hasNumber && plainRoads.has(fold(match[0].trim()))) continue;
      marks.push({
        sort: "address",
        start: match.index,
        end: match.index + match[0].trimEnd().length,
        strength: hasNumber ? "certain" : "likely",
      });
    }
  }
  for (const { start, end } of towns) {
    const before = /(?<![\p{L}\p{N}.,/-])(?:(?:B|L|F|D|NL)-?\s?)?\d{4,5},?\s$/u.exec(
      text.slice(Math.max(0, start - 12), start),
    );
    if (before !== null && !isYear(before[0], text.slice(Math.max(0, start - 24), start)))
      marks.push({ sort: "address", start: start - before[0].length, end, strength: "certain" });
  }
  if (!/\d/.test(text)) return marks;
  for (const match of text.matchAll(postcodes))
    marks.push({
      sort: "address",
      start: match.index,
      end: match.index + match[0].length,
      strength: "likely",
    });
  return marks;
}

/** Schools, hospitals, firms, inns, shelters with a name. */
export function findInstitutions({ language }: Reading, { text }: Passage): Mark[] {
  const pattern = lexicons[language]?.institutions ?? /(?!)/gu;
  return [...text.matchAll(pattern)].map((match) => ({
    sort: "institution",
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    strength: "likely",
  }));
}
