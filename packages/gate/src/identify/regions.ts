/** What a town becomes when it is told more widely: its province, region or land, in the languages of the check. */
import { isCheckedLanguage } from "./number-words.ts";

/** English, French, Dutch and German names, by the code of the lists: the country, then the first level below it. */
const regionNames: Record<string, readonly [en: string, fr: string, nl: string, de: string]> = {
  "BE.BRU": ["Brussels", "Bruxelles", "Brussel", "Brüssel"],
  "BE.VAN": [
    "the province of Antwerp",
    "la province d’Anvers",
    "de provincie Antwerpen",
    "die Provinz Antwerpen",
  ],
  "BE.VBR": ["Flemish Brabant", "le Brabant flamand", "Vlaams-Brabant", "Flämisch-Brabant"],
  "BE.VLI": ["Belgian Limburg", "le Limbourg belge", "Belgisch-Limburg", "Belgisch-Limburg"],
  "BE.VOV": ["East Flanders", "la Flandre orientale", "Oost-Vlaanderen", "Ostflandern"],
  "BE.VWV": ["West Flanders", "la Flandre occidentale", "West-Vlaanderen", "Westflandern"],
  "BE.WBR": ["Walloon Brabant", "le Brabant wallon", "Waals-Brabant", "Wallonisch-Brabant"],
  "BE.WHT": ["Hainaut", "le Hainaut", "Henegouwen", "der Hennegau"],
  "BE.WLG": ["the province of Liège", "la province de Liège", "de provincie Luik", "die Provinz Lüttich"],
  "BE.WLX": [
    "Belgian Luxembourg",
    "la province de Luxembourg",
    "de provincie Luxemburg",
    "die Provinz Luxemburg",
  ],
  "BE.WNA": ["the province of Namur", "la province de Namur", "de provincie Namen", "die Provinz Namur"],
  "NL.01": ["Drenthe", "la Drenthe", "Drenthe", "Drenthe"],
  "NL.02": ["Friesland", "la Frise", "Friesland", "Friesland"],
  "NL.03": ["Gelderland", "la Gueldre", "Gelderland", "Gelderland"],
  "NL.04": [
    "the province of Groningen",
    "la province de Groningue",
    "de provincie Groningen",
    "die Provinz Groningen",
  ],
  "NL.05": ["Dutch Limburg", "le Limbourg néerlandais", "Nederlands-Limburg", "Niederländisch-Limburg"],
  "NL.06": ["North Brabant", "le Brabant-Septentrional", "Noord-Brabant", "Nordbrabant"],
  "NL.07": ["North Holland", "la Hollande-Septentrionale", "Noord-Holland", "Nordholland"],
  "NL.09": [
    "the province of Utrecht",
    "la province d’Utrecht",
    "de provincie Utrecht",
    "die Provinz Utrecht",
  ],
  "NL.10": ["Zeeland", "la Zélande", "Zeeland", "Seeland"],
  "NL.11": ["South Holland", "la Hollande-Méridionale", "Zuid-Holland", "Südholland"],
  "NL.15": ["Overijssel", "l’Overijssel", "Overijssel", "Overijssel"],
  "NL.16": ["Flevoland", "le Flevoland", "Flevoland", "Flevoland"],
  "FR.11": ["the Paris region", "l’Île-de-France", "Île-de-France", "die Île-de-France"],
  "FR.24": ["central France", "le Centre-Val de Loire", "Midden-Frankrijk", "Mittelfrankreich"],
  "FR.27": ["Burgundy", "la Bourgogne-Franche-Comté", "Bourgondië", "Burgund"],
  "FR.28": ["Normandy", "la Normandie", "Normandië", "die Normandie"],
  "FR.32": ["the north of France", "les Hauts-de-France", "Noord-Frankrijk", "Nordfrankreich"],
  "FR.44": ["the east of France", "le Grand Est", "Oost-Frankrijk", "Ostfrankreich"],
  "FR.52": ["the Loire region", "les Pays de la Loire", "de Loirestreek", "die Loire-Region"],
  "FR.53": ["Brittany", "la Bretagne", "Bretagne", "die Bretagne"],
  "FR.75": ["the south-west of France", "la Nouvelle-Aquitaine", "Zuidwest-Frankrijk", "Südwestfrankreich"],
  "FR.76": ["the south of France", "l’Occitanie", "Zuid-Frankrijk", "Südfrankreich"],
  "FR.84": ["the Rhône and the Alps", "l’Auvergne-Rhône-Alpes", "de Rhône-Alpen", "Auvergne-Rhône-Alpes"],
  "FR.93": ["Provence", "la Provence", "de Provence", "die Provence"],
  "FR.94": ["Corsica", "la Corse", "Corsica", "Korsika"],
  "DE.01": ["Baden-Württemberg", "le Bade-Wurtemberg", "Baden-Württemberg", "Baden-Württemberg"],
  "DE.02": ["Bavaria", "la Bavière", "Beieren", "Bayern"],
  "DE.03": ["the north of Germany", "le nord de l’Allemagne", "Noord-Duitsland", "Norddeutschland"],
  "DE.04": ["the north of Germany", "le nord de l’Allemagne", "Noord-Duitsland", "Norddeutschland"],
  "DE.05": ["Hesse", "la Hesse", "Hessen", "Hessen"],
  "DE.06": ["Lower Saxony", "la Basse-Saxe", "Nedersaksen", "Niedersachsen"],
  "DE.07": [
    "North Rhine-Westphalia",
    "la Rhénanie-du-Nord-Westphalie",
    "Noordrijn-Westfalen",
    "Nordrhein-Westfalen",
  ],
  "DE.08": ["Rhineland-Palatinate", "la Rhénanie-Palatinat", "Rijnland-Palts", "Rheinland-Pfalz"],
  "DE.09": ["Saarland", "la Sarre", "Saarland", "das Saarland"],
  "DE.10": ["Schleswig-Holstein", "le Schleswig-Holstein", "Sleeswijk-Holstein", "Schleswig-Holstein"],
  "DE.11": ["Brandenburg", "le Brandebourg", "Brandenburg", "Brandenburg"],
  "DE.12": [
    "the Baltic coast of Germany",
    "le Mecklembourg-Poméranie",
    "Mecklenburg-Voor-Pommeren",
    "Mecklenburg-Vorpommern",
  ],
  "DE.13": ["Saxony", "la Saxe", "Saksen", "Sachsen"],
  "DE.14": ["Saxony-Anhalt", "la Saxe-Anhalt", "Saksen-Anhalt", "Sachsen-Anhalt"],
  "DE.15": ["Thuringia", "la Thuringe", "Thüringen", "Thüringen"],
  "DE.16": ["the east of Germany", "l’est de l’Allemagne", "Oost-Duitsland", "Ostdeutschland"],
};

/** A region or country in the language of the text, where the check has a name for it. */
export function regionInWords(region: string, language: string): string | undefined {
  if (!isCheckedLanguage(language)) return undefined;
  const [en, fr, nl, de] = regionNames[region] ?? [];
  const named = { en, fr, nl, de }[language];
  // Elsewhere the country is wide enough, and what people go by.
  return (
    named ?? new Intl.DisplayNames([language], { type: "region", fallback: "none" }).of(region.slice(0, 2))
  );
}
