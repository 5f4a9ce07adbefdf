/** Ages in figures and words, as far as the words beside them say that they are ages and not how long something took or how many there were. */
import { fold } from "./finding.ts";
import type { Mark } from "./finding.ts";
import { foldKeepingLength, isCheckedLanguage, numberWords, oneOf } from "./number-words.ts";
import type { CheckedLanguage } from "./number-words.ts";
import { someWord } from "./passage.ts";
import type { Passage, Reading } from "./passage.ts";

const edge = String.raw`(?<![\p{L}\p{N}])`;
const end = String.raw`(?![\p{L}\p{N}])`;

/** What may come after a number that is an age by the words before it: the sentence ends or goes on, and nothing is counted. */
const goesOn: Record<Exclude<CheckedLanguage, "fr">, string> = {
  en: String.raw`(?=$|\s*[.,;:!?)"”»\n–—]|\s(?:when|and|but|or|then|at the|that|by then|before|after|already|or so|now|then|that (?:day|year|summer|winter))${end})`,
  nl: String.raw`(?=$|\s*[.,;:!?)"”»\n–—]|\s(?:toen|en|maar|of|dan|dat|als|al|nu|op dat moment|werd|was|ben|geworden|wordt|die|dit)${end})`,
  de: String.raw`(?=$|\s*[.,;:!?)"”»\n–—]|\s(?:als|und|aber|oder|da|damals|wie|jetzt|schon|wurde|war|bin|geworden|werde|wird)${end})`,
};

/** Each pattern has the number in its first group; the mark begins there and ends with the match. */
function patternsOf(language: CheckedLanguage): RegExp[] {
  const words = [...numberWords(language)].filter(([, value]) => value >= 3).map(([word]) => word);
  const age = String.raw`(\d{1,2}|${oneOf(words)})`;
  const after = language === "fr" ? "" : goesOn[language];
  const sources: Record<CheckedLanguage, string[]> = {
    en: [
      String.raw`${edge}${age}(?:[- ]years?[- ]olds?|[- ](?:months?|weeks?)[- ]old|\s?yrs? old|\s?y/o)${end}`,
      String.raw`${edge}(?:aged|at the age of|at age|(?:I|he|she) turned|turning|my age:|age:)\s+${age}${end}(?!\s?(?:%|percent|o'clock|minutes|times))`,
      String.raw`${edge}(?:I|you|he|she|who|(?:my|his|her) (?:little |younger |older |eldest |youngest )?(?:son|daughter|sister|brother|mother|father|child|cousin|friend))(?: was| am| is| are|'m|'s|'d just turned)(?: only| just| about| not yet| barely| almost| nearly| already| maybe)* ${age}${after}`,
      String.raw`${edge}(?:boy|girl|man|woman|child|kid|baby|teenager|youngster|lad|minor|son|daughter|sister|brother) of(?: only| just| about)? ${age}${end}(?!\s?(?:%|percent|o'clock|euros))`,
      String.raw`${edge}(?<who>\p{L}[\p{L}'-]+)(?: was| is)(?: only| just| about| not yet| barely| almost| nearly| already| maybe)* ${age}${after}`,
      String.raw`${edge}(?:at|since|only|barely|not yet) ${age}${end}(?=,? (?:I|he|she) )`,
    ],
    // French says "ans" with every age; what else is counted in years is told by the words around it.
    fr: [
      String.raw`${edge}(?<!\by )(?:ai|as|a|avons|avez|ont|avais|avait|avaient|aurai|aurais|aurait|eu|eus|eut|ayant|n'avais que|n'avait que|n'ai que|n'a que)(?: eu)?(?: à peine| seulement| que| presque| environ| déjà| tout juste| juste| peut-être| pas encore)* ${age} (?:ans|mois)${end}(?! (?:de (?!plus)|d'|plus tard|après|avant|pour|à |en ))`,
      String.raw`${edge}(?:âgée?s? de|l'âge de|mes|ses)(?: à peine| presque)? ${age} ans${end}`,
      String.raw`${edge}(?:garçon|fille|fillette|homme|femme|enfant|ado|adolescente?|jeune|bébé|mineure?|fils|sœur|soeur|frère|amie?|cousine?|personne|\p{L}+(?:ien|ienne|ais|aise|ain|aine|ois|oise)) (?:de|d') ?${age} (?:ans|mois)${end}`,
      String.raw`${edge}(?<!condamnée?s? )à (?:tout juste |à peine )?${age} ans${end}(?! (?:de (?:prison|réclusion)|ferme|avec sursis))`,
    ],
    nl: [
      String.raw`${edge}${age}(?:[- ](?:jaar|maanden) oud|[- ]?jarige?n?)${end}`,
      String.raw`${edge}(?:op (?:mijn|haar|zijn|hun)|voor (?:mijn|haar|zijn)|sinds (?:mijn|haar|zijn)) ${age}(?:e|de|ste)?${end}`,
      String.raw`${edge}op de leeftijd van ${age}(?: jaar)?${end}`,
      String.raw`${edge}(?:ik|jij|hij|zij|ze|die|(?:mijn|haar|zijn) (?:kleine |jongste |oudste )?(?:zoon|zoontje|dochter|dochtertje|zus|zusje|broer|broertje|kind|vriendin|vriend))(?: was| ben| is| werd| word| wordt)(?: pas| nog maar| amper| net| nauwelijks| toen| al| bijna| ongeveer| nu)* ${age}(?: jaar)?${after}`,
      String.raw`${edge}(?<who>\p{L}[\p{L}'-]+)(?: was| is| werd)(?: pas| nog maar| amper| net| nauwelijks| toen| al| bijna| ongeveer| nu)* ${age}(?: jaar)?${after}`,
      String.raw`${edge}(?:was|ben|is|werd) (?:ik|jij|hij|zij|ze)(?: pas| nog maar| amper| net| al| bijna| toen)* ${age}(?: jaar)?${after}`,
      String.raw`${edge}(?:ik|hij|zij|ze|die)(?: pas| net)? ${age}(?: jaar)?${end}(?= (?:was|werd|geworden|ben|word)${end})`,
      String.raw`${edge}(?:jongen|meisje|man|vrouw|kind|tiener|jongere|baby|zoon|dochter|zus|broer|minderjarige)(?: van| van amper| van nog maar) ${age}(?: jaar| maanden)?${end}(?! (?:van|uur|euro|kilo))`,
    ],
    de: [
      String.raw`${edge}${age}(?: (?:Jahre|Monate) (?:alt|jung)|[- ]?jahrige?[rnms]?|[- ]?jährige?[rnms]?)${end}`,
      String.raw`${edge}im Alter von(?: nur| kaum)? ${age}(?: Jahren)?${end}`,
      String.raw`${edge}(?:Junge|Jungen|Madchen|Mädchen|Mann|Frau|Kind|Jugendliche|Jugendlicher|Baby|Sohn|Tochter|Schwester|Bruder) von(?: nur| kaum| gerade)? ${age}(?: Jahren| Monaten)?${end}`,
      String.raw`${edge}(?:ich|du|er|sie|die|der|(?:mein|meine|sein|seine|ihr|ihre) (?:kleine |kleiner |jungste |alteste )?(?:Sohn|Tochter|Schwester|Bruder|Kind|Freundin|Freund))(?: war| bin| ist| bist| wurde| werde| wird)(?: erst| gerade| gerade einmal| gerade mal| noch| damals| kaum| schon| fast| knapp| etwa)* ${age}(?: Jahre)?${after}`,
      String.raw`${edge}(?<who>\p{L}[\p{L}'-]+)(?: war| ist| wurde)(?: erst| gerade| gerade einmal| gerade mal| noch| damals| kaum| schon| fast| knapp| etwa)* ${age}(?: Jahre)?${after}`,
      String.raw`${edge}(?:war|bin|ist|wurde) (?:ich|er|sie)(?: erst| gerade| noch| damals| kaum| schon| fast)* ${age}(?: Jahre)?${after}`,
      String.raw`${edge}(?:ich|er|sie)(?: erst| gerade)? ${age}${end}(?= (?:wurde|war|werde|bin)${end})`,
      // A noun after the number would be what is counted; nouns are seen by their capital below.
      String.raw`${edge}mit (?:nur |kaum |gerade )?${age}${end}(?! (?:anderen|weiteren|bis|von|oder))`,
    ],
  };
  return sources[language].map((source) => new RegExp(source, "giu"));
}

type Table = { patterns: readonly RegExp[]; numbers: ReadonlyMap<string, number> };

const tables = new Map<CheckedLanguage, Table>();

function tableFor(language: CheckedLanguage): Table {
  const table = tables.get(language) ?? { patterns: patternsOf(language), numbers: numberWords(language) };
  tables.set(language, table);
  return table;
}

const nearly = /\b(?:almost|nearly|about|presque|environ|bijna|ongeveer|fast|knapp|etwa)\s/iu;

/** Exact ages; bands ("in her twenties", "une vingtaine d’années") are what they should become, and are not found. */
export function findAges(
  { language }: Reading,
  { text, words }: Passage,
  isPerson: (word: string) => boolean,
): Mark[] {
  if (!isCheckedLanguage(language)) return [];
  const { patterns, numbers } = tableFor(language);
  const isNumber = (word: string): boolean =>
    (numbers.get(word) ?? numbers.get(word.replace(/(?:ste|de|e)$/, "")) ?? 0) >= 3 ||
    /j[aä]hrig|jarig/.test(word);
  // Most passages hold no number, and the patterns are dear.
  if (!/\d/.test(text) && !someWord(words, isNumber)) return [];
  // In French an accent tells "à" from "a".
  const flat =
    language === "fr"
      ? text.replaceAll("’", "'").replaceAll(/[\u00A0\u202F]/gu, " ")
      : foldKeepingLength(text);
  const marks: Mark[] = [];
  for (const pattern of patterns)
    for (const match of flat.matchAll(pattern)) {
      const { who } = match.groups ?? {};
      const said = (who === undefined ? match[1] : match[2]) ?? "";
      // "Amina was only twelve" is an age, "dinner was seven" is not.
      if (who !== undefined && (!/^\p{Lu}/u.test(text.slice(match.index)) || !isPerson(who))) continue;
      const years = numbers.get(fold(said)) ?? Number(said);
      if (!(years >= 1)) continue;
      const until = match.index + match[0].length;
      if (language === "de" && /\smit\s|^mit\s/iu.test(match[0]) && /^\s\p{Lu}/u.test(text.slice(until)))
        continue;
      const from = match.index + match[0].lastIndexOf(said);
      // "At three" is an hour sooner than an age.
      if (years < 13 && /^(?:at|since)\s/iu.test(match[0])) continue;
      const isMonths = /mois|month|week|maanden|Monat/iu.test(match[0]);
      marks.push({
        sort: "age",
        start: from,
        end: until,
        // "Almost thirty" is a band already.
        strength: years % 10 === 0 && nearly.test(match[0]) ? "hint" : "likely",
        detail: isMonths ? {} : { years },
      });
    }
  return marks;
}
