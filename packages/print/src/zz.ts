import { writeFileSync } from "node:fs";
import { letterOf } from "@bluehour/i18n/letter";
import { openPress } from "./press.ts";
import { printLetter } from "./letter.ts";
const zone = "Europe/Brussels";
const p = await openPress();
if (!p.ok) throw new Error("x");
for (const [locale, title, city] of [
  ["en", "Brussels City Hall", "Brussels"],
  ["fr", "Hôtel de ville de Bruxelles", "Bruxelles"],
  ["nl", "Stadhuis van Brussel", "Brussel"],
  ["de", "Brüsseler Rathaus", "Brüssel"],
] as const) {
  const days = { first: "2027-07-30", last: "2027-07-30" };
  const intervals = [{ from: { sun: "sunset" as const, offsetMinutes: 30 }, to: { clock: "24:00" } }];
  const l = letterOf({
    locale,
    today: "2027-05-01",
    edition: {
      title: "World Day",
      theme: "Theme",
      summary:
        "Partout dans le pays, des hôtels de ville s’éclairent de bleu pour que personne ne détourne le regard de la traite des êtres humains.",
      days,
      country: "BE",
    },
    sender: { name: "Samilia", email: "a@b.be" },
    landmark: {
      title,
      city,
      country: "BE",
      zone,
      lighting: { colour: "#4b8fd2", action: "light", intervals },
    },
    lights: [
      {
        day: "2027-07-30",
        rule: 0,
        start: Date.parse("2027-07-30T20:01:00Z"),
        end: Date.parse("2027-07-30T22:00:00Z"),
        open: false,
      },
    ],
    without: [],
    link: "https://x.example/2020/fr",
    calendar: "https://x.example/2020/fr/landmarks/brussels-city-hall/calendar.ics",
  });
  console.time("p");
  const out = printLetter(p.press, { letter: l, at: new Date("2027-05-01T00:00:00Z") });
  console.timeEnd("p");
  if (!out.ok) {
    console.log(JSON.stringify(out));
    continue;
  }
  writeFileSync(`/tmp/letterwork/p-${locale}.pdf`, out.pdf);
}
