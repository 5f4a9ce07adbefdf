/** A whole edition in languages that the sample has not, as releases for paper: every text of every kind, in its own script, some of it long. */
import type { Ground } from "@bluehour/domain/ground";
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { dayStory, placementCodes, publicDay } from "@bluehour/testing/public-day";

/** What stands for each short text. */
type Phrases = Record<"title" | "long" | "place" | "edge" | "name" | "note" | "byline", string> & {
  paragraphs: string[];
};

const phrases: Record<string, Phrases> = {
  en: {
    title: "The squared notebook",
    long: "Shadows: victims have names, and their neighbours can learn to see them",
    place: "In front of the Central Station, by the low wall along the flower beds",
    edge: "Station entrance",
    name: "Association for those who come out of exploitation",
    note: "Tells of debts, threats and very long working days",
    byline: "A woman who worked in a restaurant kitchen",
    paragraphs: [
      "She wrote each day down in a squared notebook: the name of a street, a price, the number of hours. At first for herself, later because somebody might ask.",
      "Nobody asked for a long time. Then a labour inspector did, on a Tuesday, with an interpreter at his side and all the time in the world.",
    ],
  },
  ar: {
    title: "الدفتر ذو المربعات",
    long: "ظلال: للضحايا أسماء، ويمكن لجيرانهم أن يتعلموا رؤيتهم",
    place: "أمام المحطة المركزية، بجانب الجدار المنخفض على طول أحواض الزهور",
    edge: "مدخل المحطة",
    name: "جمعية من أجل الخارجين من الاستغلال",
    note: "تحكي عن ديون وتهديدات وأيام عمل طويلة جدًا",
    byline: "امرأة عملت في مطبخ مطعم",
    paragraphs: [
      "كانت تكتب كل يوم في دفتر ذي مربعات: اسم شارع، وسعرًا، وعدد الساعات (14 ساعة). في البداية لنفسها، ثم لأن أحدًا قد يسأل.",
      "لم يسأل أحد لوقت طويل. ثم سأل مفتش عمل، في يوم ثلاثاء، وإلى جانبه مترجم وكل وقت العالم.",
    ],
  },
  vi: {
    title: "Quyển vở kẻ ô",
    long: "Những chiếc bóng: nạn nhân có tên, và hàng xóm có thể học cách nhìn thấy họ",
    place: "Trước Ga Trung tâm, cạnh bức tường thấp dọc theo các luống hoa",
    edge: "Lối vào nhà ga",
    name: "Hội giúp đỡ những người thoát khỏi bóc lột",
    note: "Kể về nợ nần, đe dọa và những ngày làm việc rất dài",
    byline: "Một phụ nữ từng làm việc trong bếp nhà hàng",
    paragraphs: [
      "Mỗi ngày chị đều ghi vào quyển vở kẻ ô: tên một con đường, một giá tiền, số giờ làm việc. Lúc đầu chỉ cho mình, về sau vì có thể sẽ có người hỏi.",
      "Suốt một thời gian dài chẳng ai hỏi. Rồi một thanh tra lao động đã hỏi, vào một ngày thứ ba, với một phiên dịch ngồi bên và tất cả thời gian trên đời.",
    ],
  },
  ti: {
    title: "እቲ ብሕንጻጽ ዝተሰርሐ ጥራዝ",
    long: "ጽላሎታት፦ ግዳያት ኣስማት ኣለዎም፡ ጎረባብቶም ድማ ክርእይዎም ክመሃሩ ይኽእሉ",
    place: "ኣብ ቅድሚ ማእከላይ መደበር ባቡር፡ ኣብ ጎድኒ እቲ ሓጺር መንደቕ",
    edge: "መእተዊ መደበር ባቡር",
    name: "ማሕበር ንካብ ምዝመዛ ዝወጹ",
    note: "ብዛዕባ ዕዳ፡ ምፍርራህን ኣዝዩ ነዊሕ መዓልታት ስራሕን ትዛረብ",
    byline: "ኣብ ክሽነ ቤት መግቢ ዝሰርሐት ሰበይቲ",
    paragraphs: [
      "መዓልቲ መዓልቲ ኣብ ጥራዛ ትጽሕፍ ነበረት፦ ስም ጎደና፡ ዋጋ፡ ብዝሒ ሰዓታት። ኣብ መጀመርታ ንዓርሳ፡ ደሓር ግን ሓደ ሰብ ክሓትት ስለ ዝኽእል።",
      "ንነዊሕ ግዜ ዝሓተተ ኣይነበረን። ድሕሪኡ ተቖጻጻሪ ስራሕ፡ ኣብ ሓደ ሰሉስ፡ ምስ ተርጓሚ ኰይኑ ሓተተ።",
    ],
  },
  el: {
    title: "Το τετράδιο με τα τετραγωνάκια",
    long: "Σκιές: τα θύματα έχουν όνομα, και οι γείτονές τους μπορούν να μάθουν να τα βλέπουν",
    place: "Μπροστά στον Κεντρικό Σταθμό, δίπλα στον χαμηλό τοίχο με τα παρτέρια",
    edge: "Είσοδος του σταθμού",
    name: "Σύλλογος για όσους βγαίνουν από την εκμετάλλευση",
    note: "Μιλά για χρέη, απειλές και πολύ μεγάλες εργάσιμες ημέρες",
    byline: "Μια γυναίκα που δούλευε στην κουζίνα ενός εστιατορίου",
    paragraphs: [
      "Έγραφε κάθε μέρα σε ένα τετράδιο με τετραγωνάκια: το όνομα ενός δρόμου, μια τιμή, τον αριθμό των ωρών. Στην αρχή για τον εαυτό της, αργότερα επειδή κάποιος ίσως ρωτούσε.",
      "Για πολύ καιρό δεν ρώτησε κανείς. Ύστερα ρώτησε ένας επιθεωρητής εργασίας, μια Τρίτη, με διερμηνέα δίπλα του και όλο τον χρόνο του κόσμου.",
    ],
  },
  uk: {
    title: "Зошит у клітинку",
    long: "Тіні: жертви мають імена, і їхні сусіди можуть навчитися їх бачити",
    place: "Перед Центральним вокзалом, біля низького муру вздовж клумб",
    edge: "Вхід до вокзалу",
    name: "Спілка для тих, хто виходить з експлуатації",
    note: "Розповідає про борги, погрози та дуже довгі робочі дні",
    byline: "Жінка, яка працювала на кухні ресторану",
    paragraphs: [
      "Щодня вона записувала в зошит у клітинку: назву вулиці, ціну, кількість годин. Спершу для себе, згодом тому, що хтось міг би запитати.",
      "Довго ніхто не питав. Потім запитав інспектор праці, у вівторок, з перекладачем поруч і з усім часом на світі. Ґанок, їжак, щоб'є — усі літери тут.",
    ],
  },
  ru: {
    title: "Тетрадь в клетку",
    long: "Тени: у жертв есть имена, и их соседи могут научиться их видеть",
    place: "Перед Центральным вокзалом, у низкой стены вдоль клумб",
    edge: "Вход в вокзал",
    name: "Общество для тех, кто выходит из эксплуатации",
    note: "Рассказывает о долгах, угрозах и очень длинных рабочих днях",
    byline: "Женщина, которая работала на кухне ресторана",
    paragraphs: [
      "Каждый день она записывала в тетрадь в клетку: название улицы, цену, число часов. Сначала для себя, потом потому, что кто-нибудь мог спросить.",
      "Долго никто не спрашивал. Потом спросил инспектор по труду, во вторник, с переводчиком рядом и со всем временем на свете.",
    ],
  },
};

const ground: Ground = {
  width: 18,
  depth: 26,
  bearing: 310,
  marks: [
    { what: "entrance", x: 9, y: 26 },
    { what: "fountain", x: 12, y: 14 },
    { what: "bicycles", x: 0.4, y: 5 },
  ],
};

const positions = [
  { x: 3, y: 4, facing: 0 },
  { x: 14, y: 9, facing: 45 },
  { x: 6, y: 20, facing: 200 },
];

/** Head texts of a release in a language: each key gets a phrase, the more telling ones a long one. */
function headIn(kind: Kind, head: object, locale: string): object {
  const words = phrases[locale];
  if (words === undefined) throw new Error(`There are no phrases in ${locale}.`);
  const own: Record<string, string> = {
    title: kind === "story" ? words.title : kind === "installation" ? words.long : words.name,
    summary: words.note,
    theme: words.long,
    place: words.place,
    hours: words.byline,
    contentNote: words.note,
    byline: words.byline,
    definition: words.note,
    office: words.byline,
    city: words.edge,
    alt: words.note,
    front: words.edge,
    right: words.place,
    back: words.edge,
    left: words.edge,
  };
  const keys =
    kind === "installation"
      ? [...Object.keys(head), "summary", "front", "right", "back", "left"]
      : Object.keys(head);
  return Object.fromEntries(keys.map((key) => [key, own[key] ?? words.name]));
}

/** The day in these languages; `local` are those of the place. `long` multiplies the stories' paragraphs. */
export function editionIn(
  languages: readonly string[],
  { local = languages, long = 1 }: { local?: readonly string[]; long?: number } = {},
): PublicRelease[] {
  const story = dayStory(6, { uses: ["web", "placement", "print"] });
  const releases = [...publicDay().releases.filter(({ kind }) => kind !== "story"), story];
  let spot = 0;
  return releases.map((release) => {
    const [first] = Object.values(release.locales);
    const head = first?.head ?? {};
    const locales = Object.fromEntries(
      languages.map((lang) => [
        lang,
        {
          state: "human",
          lang,
          head: headIn(release.kind, head, lang),
          blocks: [
            {
              id: "text",
              state: "human",
              lang,
              content: Array.from({ length: long }, () => phrases[lang]?.paragraphs ?? [])
                .flat()
                .map((words) => ({ p: [words] })),
            },
          ],
        },
      ]),
    );
    const data: Record<string, unknown> = { ...release.data };
    if (release.kind === "edition") Object.assign(data, { languages, localLanguages: local });
    if (release.kind === "installation") Object.assign(data, { ground });
    if (release.kind === "placement") {
      Object.assign(data, { position: positions[spot], candidates: [story.id] });
      spot += 1;
    }
    if (release.kind === "appeal")
      Object.assign(data, {
        account: { holder: "Organiser", iban: "BE68539007547034", remittance: "Shadows" },
      });
    return { ...release, locales, data } as unknown as PublicRelease;
  });
}

/** Codes of its placements. */
export const editionCodes = [placementCodes.first, placementCodes.ground, placementCodes.empty];
