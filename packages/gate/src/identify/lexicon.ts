/**
 * The words by which the check knows what a capital letter means, language by language. All are folded: without accents and capitals.
 * Lists that come from data packages stand in ../../data and are made by tools/generate-identify.ts. Which given names and towns are also
 * everyday words was found by holding those lists against spelling dictionaries and the ten thousand commonest words of each language,
 * once, and reading what came out.
 */
import { fold } from "./finding.ts";

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u).map(fold));

/** Words of one language. */
export type Lexicon = {
  /** Before a name: "my name is", "called", a title. */
  introducers: RegExp;
  titles: ReadonlySet<string>;
  relatives: RegExp;
  /** Before a place: "in", "near". */
  placePrepositions: ReadonlySet<string>;
  /** After a name that is also a word: what a person does and a word does not. */
  deeds: RegExp;
  /** Words that bear a capital for another reason, wherever they stand: days, feasts, God, brands that say nothing about a person. */
  never: ReadonlySet<string>;
  /** Given names and towns that are also everyday words: where a sentence begins, the word is meant; in German, where nouns are, anywhere. */
  common: ReadonlySet<string>;
  occupations: ReadonlySet<string>;
  institutions: RegExp;
  /** Whether a folded word may belong to a street's name: a quick look before the pattern itself. */
  streetWords: RegExp;
  streets: RegExp;
};

// No hyphen within a word: one way alone to read "A-A-A-A", or a long row of them would take for ever.
const cap = String.raw`\p{Lu}[\p{L}\p{M}’']*`;
const edge = String.raw`(?<![\p{L}\p{N}])`;
const number = String.raw`\d{1,4}(?:\s?[a-zA-Z](?!\p{L}))?(?:\s?(?:bus|bte|boîte|box)\s?\d{1,4})?`;

/** Capital words with the small ones that may stand between them. */
const chain = `${cap}(?:[ -](?:(?:de la|de l[’']|de|du|des|d[’']|van de|van den|van der|van|von der|von|der|den|het|ter|ten|en|et|und|of|the|sur|sous|aan|am|op|’t|la|le|les)[ -]?)?${cap}){0,4}`;

export const lexicons: Record<string, Lexicon> = {
  en: {
    introducers:
      /(?<!\p{L})(?:my name (?:is|was)|(?:his|her|their) name (?:is|was)|I[’']?(?: a)?m called|is called|was called|called me|called him|called her|named|call me|a (?:man|woman|girl|boy|friend|colleague) called|known as)\s+$/iu,
    titles: set("mr mrs ms miss mister madam sir dr doctor sister father professor officer inspector judge"),
    relatives:
      /(?<!\p{L})(?:my|his|her|their|our) (?:(?:little|younger|older|elder|youngest|oldest|eldest|late|twin|own|two|three|best) )*(?:mother|father|mum|mom|dad|parents|brothers?|sisters?|sons?|daughters?|children|child|kids?|baby|husband|wife|boyfriend|girlfriend|fiancée?|partner|uncles?|aunts?|cousins?|nephews?|nieces?|grand(?:mother|father|parents|son|daughter|children|ma|pa)|mother-in-law|father-in-law|brother-in-law|sister-in-law|stepfather|stepmother|ex)(?!\p{L})/giu,
    placePrepositions: set("in at from near to around outside towards via of"),
    deeds:
      /^ (?:could|couldn[’']t|had never|has never|didn[’']t|went|came|left|ran|took|gave|kept|held|stayed|looked|sat|stood|drove|said|says|told|asked|asks|called|laughed|cried|whispered|smiled|answered|nodded|wrote|knew|lived|worked|slept|came from|and I|and me)(?!\p{L})/iu,
    never: set(
      "lines summer autumn winter spring dawn evening my your his her our their its the this that these those we you he she it they who what when where why how there here and but or if then so not no yes all some any one two three i'm i'd i've i'll it's i god lord bible koran quran christmas easter ramadan eid monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december europe european africa african asia asian english mr mrs ms miss dr sir madam mum mom dad mummy mama papa auntie uncle state palermo protocol nations united red cross world day church facebook whatsapp instagram google youtube tiktok internet skype telegram signal viber netflix covid corona eu uno onu vn ong ngo gps sms tv dna adn pc wifi un",
    ),
    common: set(
      "will can may price said general line art job server august major baby green lot bill else mark loan king bay river hope fine summer idea brown unique christian max valid van floor grant guy justice chance stone oral ford pink diamond alone rose urban marine faith golden queen ray frank judge jazz hunter crystal dell junior mine delta comfort alpha tea sky toy nine don angel bell sister lane virgin prince buddy dean gun storm mile sterling sir heaven pearl nick desire peer grace roman tone era honor jet ken till joy promise arcade foster princess pat ebony ward yoga nova vital charity rod kick wage dawn ion trace lion ace carol sue amber chase ruby fortune drew haven rocky mart arch mate pie autumn dale precious sunny divine olive heather nail pit genesis innocent sim trinity harmony sage marina berry jail penny porter rim ivory earl aurora shade lyric karma holly buck lean kitty ant heath brook dock dame emerald samba miracle belle lance bless jade willow daisy myrtle bent 40 on best well made much man sale lot brand nice son born goes forest orange manage spa phoenix lens spy lo gap champion proven boom aye mere silly apt burst mercy patience goodness blessing favour gift glory happiness endurance reading bath sandwich mol as so long be essen halle home lace mason true love young page rain rich even later little once many mobile most none over sunny than then two ever never real buffalo both cash case worth kind kindly polish turkey jersey reason dusk iron hall sunshine ought sent rusty noble tender constant sugar candy cherry ivy lily poppy basil ginger pepper bread less more ash bush cliff glen reed skip spring herb jay mac nova rick in at to do go no",
    ),
    occupations: set(
      "cleaner cook waiter waitress nurse doctor teacher driver farmer baker butcher mechanic welder painter plumber electrician carpenter tailor seamstress hairdresser nanny accountant lawyer soldier fisherman student dancer singer footballer au-pair housekeeper bricklayer roofer picker dentist engineer",
    ),
    institutions: new RegExp(
      `${edge}(?:${chain} (?:School|College|University|Hospital|Clinic|Hotel|Restaurant|Café|Cafe|Bar|Church|Mosque|Factory|Farm|Bakery|Supermarket|Academy|Shelter|Prison|Foundation|Centre|Center|Ltd\\.?|Inc\\.?|plc)|(?:School|College|University|Hospital|Clinic|Hotel|Restaurant|Café|Church|Bakery|Institute) (?:of |the )*${chain}|(?<=(?:work(?:ed|ing|s)? (?:at|for)|employed (?:at|by)|hired by|studied at|student at|(?:firm|company|business|shop|bar|club|restaurant|hotel|farm|factory|school|salon) (?:called|named)) )(?:the )?${chain})`,
      "gu",
    ),
    streetWords:
      /^(?:street|road|avenue|lane|drive|close|terrace|crescent|boulevard|alley|row|st|rd|ave|ln|sq|square|court|way|place)$/,
    streets: new RegExp(
      `${edge}(?:(?:${number},? )?(?:${cap} ){1,3}(?:Street|Road|Avenue|Lane|Terrace|Crescent|Boulevard|Alley)(?! \\p{Lu}\\p{Ll}+ (?:Street|Road))(?:,? ${number})?|${number},? (?:${cap} ){1,3}(?:St|Rd|Ave|Ln|Sq|Square|Court|Way|Place|Drive|Close|Row)\\b\\.?)(?!\\p{L})`,
      "gu",
    ),
  },
  fr: {
    introducers:
      /(?<!\p{L})(?:je m[’']appell?e|je m[’']appelais|(?:il|elle) s[’']appell?e|(?:il|elle) s[’']appelait|s[’']appelant|qui s[’']appell?e|nommée?|prénommée?|surnommée?|mon nom est|mon prénom est|son nom est|m[’']appelaient?|on l[’']appelait|un certain|une certaine)\s+$/iu,
    titles: set(
      "m mr mme mlle madame monsieur mademoiselle docteur dr maitre me soeur pere professeur inspecteur inspectrice juge",
    ),
    relatives:
      /(?<!\p{L})(?:mon|ma|mes|son|sa|ses|leur|leurs|notre|nos) (?:(?:petite?s?|grande?s?|propres?|deux|trois|meilleure?|futur|ancienne?|ex-?) )*(?:mère|père|maman|papa|parents|frères?|sœurs?|soeurs?|fils|filles?|enfants?|bébé|mari|épou(?:x|se)|femme|compagn(?:on|e)|copain|copine|petit ami|petite amie|fiancée?|conjointe?|oncles?|tantes?|cousine?s?|neveux?|nièces?|grand-mère|grand-père|grands-parents|petits-enfants|petit-fils|petite-fille|belle-mère|beau-père|beau-frère|belle-sœur|belle-famille)(?!\p{L})/giu,
    placePrepositions: set("a de en vers pres depuis dans pour par"),
    deeds:
      /^ (?:ne |n[’']|savait|pouvait|est (?:venu|parti|sorti|resté|revenu)|avait|voulait|conduisait|comptait|venait|(?:m[’']|nous |lui )?(?:a dit|dit|disait|a demandé|demandait|riait|pleurait|souriait|vivait|travaillait|dormait)|et moi)(?!\p{L})/iu,
    never: set(
      "je tu il elle on nous vous ils elles ce cela ca cette ces mon ma mes ton ta tes son sa ses notre votre leur leurs le la les un une des du de et mais ou donc or ni car que qui quoi quand comment ici puis alors oui non si celle celles celui ceux tout tous toute toutes dieu seigneur bible coran noel paques ramadan toussaint europe afrique asie etat etats eglise internet madame monsieur mesdames messieurs mademoiselle maman papa palerme protocole nations unies croix-rouge occident maitre facebook whatsapp instagram google youtube tiktok internet skype telegram signal viber netflix covid corona eu uno onu vn ong ngo gps sms tv dna adn pc wifi un",
    ),
    common: set(
      "elle il bas mai avril unique franc juste clair vin beau marge chance vit conception lien prudence fortune royal demi justice victoire art bill ami monte parfait mine vive amour bon bebe lot miracle patience destin maman jazz max jet sante bob urbain lion dame sage miel avis constant tri aime cristal primo lux jack baron ben job reine noble don marine maxi serge van sien prince ecrin lune sterling chretien gage trace pave delta vital general perle ascension loup marin rose mal sens son peine plaisir bras grave stade champion avion clavier spa celle milan mark lent boom bouge lisse bouillon sale fontaine croix fosse giron made odeur pierre claire violette olive prunelle clemence desire desiree modeste abel ans as ham la le les mons laval vire auch une un des mes ses tes mon ton ici ca cela tout toute tous deux trois puis mais et ou car ni or donc meme pas plus moins bien rien non oui si aline cher chere ma sa ta sur par pour aube seule seul lens plan dit avant apres merci bonne jour nuit vrai pendant celui telle tel ange sans brune coin joly matin moi toi lui eux leur gare port salle salut blanche douce tours nice bar soleil fleur precieuse precieux aura lance",
    ),
    occupations: set(
      "femme-de-menage nettoyeur nettoyeuse cuisinier cuisiniere serveur serveuse infirmier infirmiere medecin enseignant enseignante instituteur institutrice chauffeur agriculteur boulanger boulangere boucher mecanicien soudeur peintre plombier electricien menuisier couturier couturiere coiffeur coiffeuse nounou comptable avocat avocate soldat pecheur etudiant etudiante danseuse danseur chanteuse chanteur macon couvreur cueilleur ingenieur dentiste",
    ),
    institutions: new RegExp(
      `${edge}(?:(?:[ÉéEe]cole|[Ll]ycée|[Cc]ollège|[Aa]thénée|[Ii]nstitut|[Uu]niversité|[Hh]aute [ÉéEe]cole|[Hh]ôpital|[Cc]linique|[Rr]estaurant|[Hh]ôtel|[Cc]afé|[Bb]ar|[Bb]oulangerie|[Ss]ociété|[Ee]ntreprise|[Ff]irme|[Uu]sine|[Ff]erme|[Éé]glise|[Mm]osquée|[Ss]upermarché|[Cc]entre|[Ff]oyer|[Mm]aison|[Pp]rison|[Aa]sbl|CHU|CHR|CPAS) (?:(?:de la|de l[’']|de|du|des|d[’']|communale?|provinciale?|royale?|la|le|les) ?)*[«“"]?\\s?${chain}|${chain} (?:SA|SRL|SPRL|ASBL|asbl|SARL|SAS))(?!\\p{L})`,
      "gu",
    ),
    streetWords:
      /^(?:rue|avenue|av|boulevard|bd|chaussee|chemin|quai|impasse|allee|square|sentier|clos|dreve|ruelle|venelle|place|route|cour|faubourg|galerie)$/,
    streets: new RegExp(
      `${edge}(?:${number},? )?(?:[Rr]ue|[Aa]venue|[Aa]v\\.|[Bb]oulevard|[Bb]d\\.?|[Cc]haussée|[Cc]hemin|[Qq]uai|[Ii]mpasse|[Aa]llée|[Ss]quare|[Ss]entier|[Cc]los|[Dd]rève|[Rr]uelle|[Vv]enelle|[Pp]lace|[Rr]oute|[Cc]our|[Ff]aubourg|[Gg]alerie) (?:(?:de la|de l[’']|de|du|des|d[’']|aux?|la|le|les) ?)*${chain}(?:,? (?:n°|numéro)?\\s?${number}(?!\\s?(?:ans|euros|h\\b|heures|personnes)))?`,
      "gu",
    ),
  },
  nl: {
    introducers:
      /(?<!\p{L})(?:ik heet|ik heette|(?:hij|zij|ze|die) heet|(?:hij|zij|ze|die) heette|heet|heette|mijn naam is|(?:zijn|haar) naam is|genaamd|genoemd|noemde (?:hem|haar|mij|me|zich)|noemden (?:hem|haar|mij|me)|noem(?:t|en)? (?:hem|haar|mij|me)|een zekere|met de naam)\s+$/iu,
    titles: set(
      "mevrouw meneer mijnheer mevr mw dhr heer dokter dr zuster pater meester professor inspecteur agent rechter juf",
    ),
    relatives:
      /(?<!\p{L})(?:mijn|m[’']n|zijn|haar|hun|ons|onze) (?:(?:kleine|jongste|oudste|jongere|oudere|eigen|beste|twee|drie|overleden) )*(?:moeder|vader|mama|papa|ouders|broers?|broertje|zus|zussen|zusje|zoon|zonen|zoontje|dochters?|dochtertje|kind|kinderen|baby|man|vrouw|echtgeno(?:ot|te)|partner|vriendje|lief|verloofde|oom|nonkel|tante|neef|neven|nicht|nichtje|grootmoeder|grootvader|grootouders|oma|opa|kleinkinderen|kleinzoon|kleindochter|schoonmoeder|schoonvader|schoonbroer|schoonzus|stiefvader|stiefmoeder)(?!\p{L})/giu,
    placePrepositions: set("in uit naar bij van nabij rond te vanuit tot via aan"),
    deeds:
      /^ (?:kon|ging|kwam|bleef|liep|nam|gaf|hield|keek|zat|stond|reed|had|zei|zegt|vertelde|vroeg|lachte|huilde|knikte|woonde|werkte|sliep|en ik)(?!\p{L})/iu,
    never: set(
      "ik je jij hij zij ze we wij jullie u het de een dit dat deze die mijn jouw zijn haar ons onze hun en maar of want dus als wat wie waar hoe toen dan daar hier ja nee niet er alle alles god heer bijbel koran kerstmis kerst pasen ramadan allerheiligen sinterklaas maandag dinsdag woensdag donderdag vrijdag zaterdag zondag europa europese afrika afrikaanse azie mevrouw meneer mama papa oma opa palermo protocol verenigde naties rode kruis staat kerk facebook whatsapp instagram google youtube tiktok internet skype telegram signal viber netflix covid corona eu uno onu vn ong ngo gps sms tv dna adn pc wifi un",
    ),
    common: set(
      "van ben dan dag onder prima kent baby jaren mama sir oma dame reis lot reed maan adem keren clark bende kelly kip toon rose bek raden storm job marine haven wolf parker hal constant junior penny angel wade juli green roman caesar pierce slaven marge warren hope rex hunter buddy madison lance delta pat bon rico sire beker barman lam jazz rosa kick summer gul oke jon bui royal name dalton yoga chance golden kalender alf mate jet server pit newton dolly sierra ace rover brandy islam hem haar meer man heel waren halen best zetten recht welkom zeven leek naast brand hoeven bevel winkel dieren raam duren monster boom leer landen bron buren berg huizen waarde bergen handel regen schoten leest as hof on velen vuren dorst helden haren klimmen apen geel mol menen houten zolder paal lint mal balen dalen loos mengen wortel muizen kampen zetel kozen baal lens ik je hij zij wij peer ham bree halle spa mei roos wil merel ster bos hier daar een het de die dat dit wat wie waar toen nu en of maar want dus ook niet nog alle alles ieder elk elke mijn zijn ons jij jou u wel geen niets iets iemand niemand soms altijd nooit vaak misschien zo als om op in uit bij met voor na over door tegen tot ze we me bijna goed beter zelfs jan lente zomer herfst winter puck beau bo fee fleur kop lief lotte sam wende zon mens mere laren lier olen oud ede eerste elst evere ga ene bel belle heide hemel heer hoek hove huis kamer zelf weg wei duffel herne zand tielt rijk vorst stekene eke noord zuid oost west beek poppel rode ruin herten hout stein sluis echt goor gent ten ter eten eens moment lies daan sneeuw parel fleur iris",
    ),
    occupations: set(
      "poetsvrouw schoonmaker schoonmaakster kok kokkin kelner ober serveerster verpleger verpleegster verpleegkundige arts leraar lerares onderwijzer chauffeur boer boerin bakker slager mecanicien lasser schilder loodgieter elektricien timmerman kleermaker naaister kapper kapster oppas boekhouder advocaat soldaat visser student studente danseres zanger zangeres metselaar dakwerker plukker tandarts ingenieur",
    ),
    institutions: new RegExp(
      `${edge}(?:(?:[Ss]chool|[Bb]asisschool|[Cc]ollege|[Aa]theneum|[Ii]nstituut|[Uu]niversiteit|[Hh]ogeschool|[Zz]iekenhuis|[Kk]liniek|[Rr]estaurant|[Hh]otel|[Cc]afé|[Bb]ar|[Bb]akkerij|[Bb]edrijf|[Ff]irma|[Ff]abriek|[Kk]erk|[Mm]oskee|[Ss]upermarkt|[Oo]pvangcentrum|[Cc]entrum|[Hh]uis|[Gg]evangenis|[Vv]zw|AZ|UZ|KU|OCMW|CAW) (?:(?:van|de|het|’t|der|den) )*[“"]?${chain}|${chain} (?:NV|nv|BV|bv|BVBA|bvba|VZW|vzw)|${cap}(?:school|college|ziekenhuis|kliniek|hotel))(?!\\p{L})`,
      "gu",
    ),
    streetWords:
      /(?:straat|straatje|laan|steenweg|plein|dreef|kaai|baan|dijk|singel|gracht|kade|plantsoen|lei|weg|markt|hof|pad|vest|park|berg|veld|wijk|ring|poort)$/,
    streets: new RegExp(
      `${edge}(?:(?:${cap} ){0,3}${cap.replace("*", "+")}?(?:straat|straatje|laan|steenweg|plein|dreef|kaai|baan|dijk|singel|gracht|kade|plantsoen|straatweg)(?!\\p{L})(?:,? (?:nr\\.? ?)?${number})?|${cap}(?:lei|weg|markt|hof|pad|vest|park|berg|veld|wijk|ring|poort) (?:nr\\.? ?)?${number}(?!\\s?(?:jaar|euro|uur|mensen)))`,
      "gu",
    ),
  },
  de: {
    introducers:
      /(?<!\p{L})(?:ich heiße|ich hieß|(?:er|sie|der|die) heißt|(?:er|sie|der|die) hieß|heißt|hieß|mein Name ist|(?:sein|ihr) Name (?:ist|war)|namens|genannt|nannten? (?:ihn|sie|mich|sich)|ein gewisser|eine gewisse|mit Namen)\s+$/iu,
    titles: set(
      "herr herrn frau fraulein dr doktor schwester pater professor richter richterin inspektor kommissar kommissarin",
    ),
    relatives:
      /(?<!\p{L})(?:meine?[nmrs]?|seine?[nmrs]?|ihre?[nmrs]?|unsere?[nmrs]?) (?:(?:kleine|jüngere|ältere|jüngste|älteste|eigene|beste|zwei|drei)[nmrs]? )*(?:Mutter|Vaters?|Mama|Papa|Eltern|Bruders?|Brüdern?|Schwestern?|Sohn(?:es)?|Söhnen?|Tochter|Töchtern?|Kind(?:er|ern|es)?|Baby|Mann(?:es)?|Ehemann|Frau|Ehefrau|Freund(?:in)?|Verlobte[rn]?|Partner(?:in)?|Onkels?|Tanten?|Cousine?s?|Neffen?|Nichten?|Großmutter|Großvater|Großeltern|Oma|Opa|Enkel(?:in|kinder)?|Schwiegermutter|Schwiegervater|Schwager|Schwägerin|Stiefvater|Stiefmutter)(?!\p{L})/giu,
    placePrepositions: set("in aus nach bei von nahe um uber richtung ab"),
    deeds:
      /^ (?:konnte|ging|kam|blieb|lief|nahm|gab|hielt|sah|saß|stand|fuhr|hatte|zählte|sagte|sagt|fragte|erzählte|lachte|weinte|nickte|wohnte|arbeitete|schlief|und ich)(?!\p{L})/iu,
    never: set(
      "ich du er sie es wir ihr der die das ein eine mein meine dein sein seine ihre unser und aber oder denn wenn als was wer wie wo warum da dann hier ja nein nicht so alle alles darin daran darauf stelle facebook whatsapp instagram google youtube tiktok internet skype telegram signal viber netflix covid corona eu uno onu vn ong ngo gps sms tv dna adn pc wifi un",
    ),
    common: set(
      "namen mir art name job tod chance mama dies bart ernst homer dame horst rose major fern oma harvey reis mai juli prima faust moses herbert queen rein november oktober september dezember januar februar marz mark wahl recht liege senden wenden bogen landen langen leiden schaffen klang korb schulen siegen feucht kapelle lehre orange monster handel winkel sicher freitag ich du er sie wir ihr gott weihnachten ostern polizei europa covid kirche montag dienstag mittwoch donnerstag freitag samstag sonntag mai juni juli august april rose ernst wolf mark stern kai will engel heide linde licht sonne sommer winter herbst essen halle hagen singen baden bad boom mol geel wesel kiel trier alter lage werne werden leer au weil ende rede plan ort stein mitte anders nie nur fest bar welle weide berg burg hof heim hilfe mut gut gute guten liebe lieb klein gross karte kleve viola iris jasmin fee felicitas melodie moment man mann kind hand herz welt zeit haus frau herr tag nacht jahr woche monat amt anna-hof als an bei da den der die das ein eine es im in mit nein noch so und was wer wie wo zu zum zur dora auto mine hut rock max wagen stahl rat regen sand sarg messe mus mode mulde note oma opa pelle pille platz post rest rum sage scham schatz see sicht sieg silber sorge spa spitze stadt strand streit stroh suche tanne tasche teil tor traum truhe turm unna ware wand wende wiege wille wind wut zeuge zug zelt zell kette ketten lampe lohne lohn alt alte alfeld arten herten moers bunde bunden brand dachau dame damme daun fulda furth gera dom fabel felder felde glut gunst haar hemer hilden horn kamen kehl korbach kronen laden laatzen lehrte lohmar marl melle menden moritz neuss norden oelde olpe plauen roth ruhe salz schule schwelm selm soest sprock stade suhl syke sylt tal ulm uhr varel velen verden vertrag vreden wadern waren wedel weiden weimar wetter wiehl winsen worms wurzen zeitz ausbach bau band aller arm arme armer ja",
    ),
    occupations: set(
      "putzfrau reinigungskraft koch kochin kellner kellnerin krankenpfleger krankenschwester arzt arztin lehrer lehrerin fahrer bauer bauerin backer metzger mechaniker schweisser maler klempner elektriker schreiner tischler schneider schneiderin friseur friseurin kindermadchen buchhalter anwalt anwaltin soldat fischer student studentin tanzerin sanger sangerin maurer dachdecker erntehelfer zahnarzt ingenieur",
    ),
    institutions: new RegExp(
      `${edge}(?:(?:Grundschule|Schule|Gymnasium|Institut|Universität|Hochschule|Krankenhaus|Klinik|Restaurant|Hotel|Café|Bar|Bäckerei|Firma|Fabrik|Kirche|Moschee|Supermarkt|Gefängnis|Verein|Gasthof|Gasthaus) (?:[„“"»]\\s?${chain}|(?:Sankt|St\\.|zum|zur|am|im) ${chain})|(?:Firma|Universität|Klinikum|Uniklinik|Hotel|Restaurant|Gasthof|Café) ${cap}|${chain} (?:GmbH|AG|KG|e\\.\\s?V\\.|VoG|UG)|${cap}-(?:Schule|Gymnasium|Krankenhaus|Klinik|Universität|Hotel))(?!\\p{L})`,
      "gu",
    ),
    streetWords: /(?:strasse|str|weg|platz|allee|gasse|ring|damm|ufer|graben|markt|hof|steig)$/,
    streets: new RegExp(
      `${edge}(?:(?:(?:Am|An der|Im|In der|Auf dem|Zum|Zur|Alte[rn]?|Neue[rn]?) )?${cap}(?:[ -]${cap}){0,2}?(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|graben|markt|hof|steig|[ -]Straße|[ -]Allee|[ -]Platz|[ -]Weg) ${number}(?!\\s?(?:Jahre|Euro|Uhr|Menschen|Leute))|(?<=(?:in|an) der )${cap}(?:straße|strasse|allee|gasse)(?!\\p{L}))`,
      "gu",
    ),
  },
};

/** Just before a name: somebody of the speaker's. */
export const endsInRelative: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.entries(lexicons).map(([language, { relatives }]) => [
    language,
    new RegExp(`${relatives.source},? $`, relatives.flags.replace("g", "")),
  ]),
);

/** Roads without a name of their own. */
export const plainRoads: ReadonlySet<string> = set(
  "straat dorpsstraat hoofdstraat zijstraat winkelstraat woonstraat hauptstrasse landstrasse strasse seitenstrasse autobahn steenweg laan plein baan dijk gracht autobaan startbaan dokterspost loopbaan markt kerkplein",
);
