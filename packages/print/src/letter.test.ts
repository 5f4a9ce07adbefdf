import assert from "node:assert/strict";
import { test } from "node:test";
import { interfaceLocales } from "@bluehour/domain/locales";
import { letterOf } from "@bluehour/i18n/letter";
import type { LetterFacts } from "@bluehour/i18n/letter";
import { printLetter } from "./letter.ts";
import { openPress } from "./press.ts";
import type { Press, Printed } from "./press.ts";

const at = new Date("2027-05-01T10:00:00Z");
const first = "2027-07-30";

async function press(): Promise<Press> {
  const opened = await openPress();
  assert.ok(opened.ok);
  return opened.press;
}

function facts(locale: LetterFacts["locale"], over: Partial<LetterFacts> = {}): LetterFacts {
  return {
    locale,
    today: "2027-05-01",
    edition: {
      title: "Journée mondiale de la lutte contre la traite d’êtres humains",
      theme: "Les premiers intervenants, en première ligne",
      summary: "Partout dans le pays, des hôtels de ville s’éclairent de bleu.",
      days: { first, last: first },
      country: "BE",
    },
    sender: { name: "Fondation Samilia" },
    landmark: {
      title: "Hôtel de ville de Bruxelles",
      city: "Bruxelles",
      country: "BE",
      zone: "Europe/Brussels",
      lighting: {
        colour: "#4b8fd2",
        action: "light",
        intervals: [{ from: { sun: "sunset", offsetMinutes: 0 }, to: { clock: "24:00" } }],
      },
    },
    lights: [
      {
        day: first,
        rule: 0,
        start: Date.parse("2027-07-30T21:31:00+02:00"),
        end: Date.parse("2027-07-31T00:00:00+02:00"),
        open: false,
      },
    ],
    without: [],
    link: "https://day.example/2027/fr/landmarks/brussels-city-hall",
    calendar: "https://day.example/2027/fr/landmarks/brussels-city-hall/calendar.ics",
    ...over,
  };
}

function textOf(printed: Printed): string {
  assert.ok(printed.ok);
  return new TextDecoder("latin1").decode(printed.pdf);
}

const pagesOf = (pdf: string): string | undefined => /\/Type \/Pages[\s\S]*?\/Count (\d+)/.exec(pdf)?.[1];

test("a letter for one day is one A4 page in every language: tagged, with its language, its fonts in it", async () => {
  const one = await press();
  for (const locale of interfaceLocales) {
    const pdf = textOf(printLetter(one, { letter: letterOf(facts(locale)), at }));
    assert.equal(pagesOf(pdf), "1", locale);
    assert.match(pdf, /\/MediaBox \[0 0 595\.27\d* 841\.8\d*\]/);
    assert.match(pdf, /\/Marked true/);
    assert.match(pdf, new RegExp(`/Lang \\(${locale}`));
    assert.match(pdf, /\/FontFile2/);
    assert.match(pdf, /\/S \/Table/);
  }
});

test("long names take smaller type before they take a second page, and never lose anything", async () => {
  const one = await press();
  const long = (count: number): string =>
    "Ancienne abbaye bénédictine de Saint-Pierre-du-Mont ".repeat(count).trim();
  const pages = (count: number): string | undefined => {
    const { landmark } = facts("fr");
    const letter = letterOf(facts("fr", { landmark: { ...landmark, title: long(count) } }));
    return pagesOf(textOf(printLetter(one, { letter, at })));
  };
  assert.equal(pages(4), "1");
  assert.ok(Number(pages(40)) > 1);
});

test("hours that differ each day stand on a second sheet; a sample is marked", async () => {
  const one = await press();
  const [light] = facts("nl").lights;
  assert.ok(light);
  const lights = Array.from({ length: 16 }, (_, index) => ({
    ...light,
    day: `2027-07-${10 + index}`,
    start: Date.parse(`2027-07-${10 + index}T21:${40 - index}:00+02:00`),
    end: Date.parse(`2027-07-${10 + index}T23:00:00+02:00`),
  }));
  const many = printLetter(one, { letter: letterOf(facts("nl", { lights })), at });
  assert.equal(pagesOf(textOf(many)), "2");
  const past = letterOf(facts("nl", { today: "2027-08-01" }));
  assert.equal(pagesOf(textOf(printLetter(one, { letter: past, at }))), "1");
});

test("the same letter is the same bytes, and what no font can draw is named", async () => {
  const one = await press();
  const letter = letterOf(facts("de"));
  assert.deepEqual(printLetter(one, { letter, at }), printLetter(one, { letter, at }));
  const { landmark } = facts("de");
  const refused = printLetter(one, {
    letter: letterOf(facts("de", { landmark: { ...landmark, title: "漢字 #panic(1)" } })),
    at,
  });
  assert.ok(!refused.ok);
  assert.equal(refused.problem.reason, "characters");
});
