import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dataSchemas } from "@bluehour/domain/kinds";
import { formatProblem } from "./problem.ts";
import { loadWith, problemsOf, validFiles } from "./test-bundle.ts";

const event = String(validFiles["events/noon.yaml"]);
const edition = String(validFiles["edition.yaml"]);
const atCoordinates = "coordinates: { latitude: 50.8467, longitude: 4.3525 }\n";

function eventWith(hours: string, rest = atCoordinates): string {
  return `${event.replace(/start: .*\nend: .*\n/, "")}${hours}${rest}`;
}

type Landmark = {
  intervals: string;
  coordinates?: string;
  zone?: string;
  state?: string;
};

function landmarkFiles(
  name: string,
  { intervals, coordinates, zone, state }: Landmark,
): Record<string, string> {
  return {
    [`landmarks/${name}.yaml`]: `language: en
country: BE
city: brussels
coordinates: ${coordinates ?? "{ latitude: 50.8467, longitude: 4.3525 }"}
zone: ${zone ?? "Europe/Brussels"}
state: ${state ?? "pledged"}
lighting:
  colour: "#1d4ed8"
  action: light
  intervals:
    ${intervals}
`,
    [`landmarks/${name}.en.md`]: "---\ntitle: A tower\ncity: Brussels\n---\n",
  };
}

async function told(changes: Record<string, string>): Promise<string[]> {
  return problemsOf(await loadWith(changes)).map((problem) => formatProblem(problem, "en"));
}

async function loaded(changes: Record<string, string>) {
  const result = await loadWith(changes);
  assert.ok(result.ok, JSON.stringify(problemsOf(result)));
  return result.bundle;
}

async function eventData(changes: Record<string, string>) {
  const draft = (await loaded(changes)).drafts.find(({ kind }) => kind === "event");
  assert.ok(draft?.kind === "event");
  assert.deepEqual(dataSchemas.event.parse(draft.data), draft.data);
  return draft.data;
}

describe("an event's hours", () => {
  it("may follow the sun: the instant is computed, and the rule is kept", async () => {
    const data = await eventData({
      "events/noon.yaml": eventWith(
        "start: { day: 2020-07-30, sun: sunset, offsetMinutes: -15 }\nend: { day: 2020-07-30, sun: nautical-dusk }\n",
      ),
    });
    // Almanacs give 21:31 for the sunset at Brussels on that day.
    assert.equal(data.start, "2020-07-30T21:16:00+02:00");
    assert.deepEqual(data.startRule, { day: "2020-07-30", sun: "sunset", offsetMinutes: -15 });
    assert.match(data.end ?? "", /^2020-07-30T23:0\d:00\+02:00$/);
    assert.deepEqual(data.endRule, { day: "2020-07-30", sun: "nautical-dusk", offsetMinutes: 0 });
  });

  it("may be clock times of a day in the event's zone, which need no coordinates and leave no rule", async () => {
    const data = await eventData({
      "events/noon.yaml": eventWith(
        'start: { day: 2020-12-30, clock: "21:00" }\nend: { day: 2020-12-30, clock: "24:00" }\n',
        "",
      ),
    });
    assert.equal(data.start, "2020-12-30T21:00:00+01:00");
    assert.equal(data.end, "2020-12-31T00:00:00+01:00");
    assert.ok(!("startRule" in data) && !("endRule" in data));
  });

  it("stay as they are written where they are instants", async () => {
    assert.equal((await eventData({})).start, "2026-07-30T12:00:00+02:00");
  });

  it("are told what is wrong with them, at their place", async () => {
    const cases: [string, string][] = [
      [
        eventWith("start: { day: 2020-07-30, sun: sunset }\n", ""),
        "events/noon.yaml:6:8  Where `start` follows the sun, the place must be known. Add `coordinates` to the event, or write a clock time.",
      ],
      [
        eventWith(
          "start: { day: 2020-06-21, sun: sunset }\n",
          "coordinates: { latitude: 69.65, longitude: 18.96 }\n",
        ).replace("Europe/Brussels", "Europe/Oslo"),
        'events/noon.yaml:6:8  There is no `sunset` at this place on 2020-06-21: the sun does not pass that height on that day. Write a clock time instead, such as `{ day: 2020-06-21, clock: "22:00" }`.',
      ],
      [
        eventWith("start: 2020-07-30 21:00\n"),
        "events/noon.yaml:6:8  `2020-07-30 21:00` is not a moment in time. Write date, time and offset, such as `2020-07-30T12:00:00+02:00`.",
      ],
      [
        eventWith("start: { day: 2020-07-30, clock: 25:00 }\n"),
        'events/noon.yaml:6:34  `25:00` is not a clock time. Write hours and minutes in quotation marks, such as "22:30" or "24:00".',
      ],
      [
        eventWith("start: { day: 2020-07-30, sun: sunst }\n"),
        "events/noon.yaml:6:32  `sunst` is not one of the choices (`sunset`, `civil-dusk`, `nautical-dusk`, `nautical-dawn`, `civil-dawn`, `sunrise`). Did you mean `sunset`?",
      ],
      [
        eventWith("start: { day: 2020-07-30, suns: sunset }\n"),
        "events/noon.yaml:6:27  Unknown key `suns`. Did you mean `sun`?",
      ],
      [
        eventWith("start: 5\n"),
        "events/noon.yaml:6:8  `5` is not a moment in time. Write date, time and offset, such as `2020-07-30T12:00:00+02:00`.",
      ],
      [
        eventWith("start: [5]\n"),
        "events/noon.yaml:6:8  `start` should hold keys of its own, indented below it.",
      ],
      [
        eventWith('start: { day: 2020-07-30, sun: sunset }\nend: { day: 2020-07-30, clock: "20:00" }\n'),
        "events/noon.yaml:7:6  The event ends before it begins. Correct `start` or `end`.",
      ],
    ];
    for (const [content, sentence] of cases)
      assert.deepEqual(await told({ "events/noon.yaml": content }), [sentence]);
  });
});

describe("the edition's last light", () => {
  const end = async (...landmarks: Landmark[]): Promise<string | undefined> => {
    const files = landmarks.map((landmark, index) => landmarkFiles(`tower-${index}`, landmark));
    return (await loaded(Object.assign({}, ...files))).edition.data.lightsEnd;
  };

  it("is that of the landmark that shines longest, among those that take part", async () => {
    const toTen = '- { from: { clock: "21:00" }, to: { clock: "22:00" } }';
    const toThree = '- { from: { clock: "21:00" }, to: { clock: "03:00" } }';
    assert.equal(await end(), undefined);
    assert.equal(await end({ intervals: toTen }), "2026-07-31T22:00:00+02:00");
    for (const state of ["pledged", "lit", "confirmed"])
      assert.equal(
        await end({ intervals: toTen }, { intervals: toThree, state }),
        "2026-08-01T03:00:00+02:00",
      );
    assert.equal(
      await end({ intervals: toTen }, { intervals: toThree, state: "invited" }),
      "2026-07-31T22:00:00+02:00",
    );
  });

  it("is told in the edition's zone, wherever the light is", async () => {
    assert.equal(
      await end({
        intervals: "- { from: { sun: sunset } }",
        zone: "America/New_York",
        coordinates: "{ latitude: 40.7484, longitude: -73.9857 }",
      }),
      "2026-08-01T06:00:00+02:00",
    );
  });

  it("counts lights on days of their own, but not months away", async () => {
    const on = (day: string): string =>
      `- { from: { clock: "21:00" }, to: { clock: "22:00" }, days: { first: ${day}, last: ${day} } }`;
    assert.equal(await end({ intervals: on("2026-08-04") }), "2026-08-04T22:00:00+02:00");
    assert.equal(await end({ intervals: on("2027-08-04") }), undefined);
  });
});

describe("a landmark", () => {
  const sunset = "- { from: { sun: sunset } }";
  const file = "landmarks/tower.yaml";
  const landmark = (one: Partial<Landmark>) => told(landmarkFiles("tower", { intervals: sunset, ...one }));

  it("that is right is not complained of, even where its zone only neighbours that of its coordinates", async () => {
    assert.deepEqual(await landmark({}), []);
    assert.deepEqual(await landmark({ zone: "Europe/Paris" }), []);
    assert.deepEqual(
      await landmark({ coordinates: "{ latitude: 41.0, longitude: 28.97 }", zone: "Asia/Istanbul" }),
      [],
    );
    assert.deepEqual(await landmark({ coordinates: "{ latitude: 51.6, longitude: 2.2 }" }), []);
  });

  it("lies where its zone is", async () => {
    assert.deepEqual(await landmark({ coordinates: "{ latitude: 4.3525, longitude: 50.8467 }" }), [
      `${file}:4:14  Note: These coordinates lie in the zone Africa/Mogadishu, not in Europe/Brussels; the other way round they would fit. Swap latitude (4.3525) and longitude (50.8467) if they are mixed up.`,
    ]);
    for (const zone of ["America/New_York", "Africa/Johannesburg"])
      assert.deepEqual(await landmark({ zone }), [
        `${file}:5:7  Note: The zone ${zone} is in another part of the world than the coordinates, which lie in Europe/Brussels. Correct whichever of the two is wrong.`,
      ]);
    assert.deepEqual(await landmark({ zone: "Europe/Brusels" }), [
      `${file}:5:7  \`Europe/Brusels\` is not written as it should be. Did you mean \`Europe/Brussels\`?`,
    ]);
    const [zero] = await landmark({ coordinates: "{ latitude: 0, longitude: 0.0 }" });
    assert.match(zero ?? "", /^landmarks\/tower\.yaml:4:14 {2}Latitude and longitude are both 0/);
    const [far] = await landmark({ coordinates: "{ latitude: 95, longitude: 4 }" });
    assert.equal(far, `${file}:4:26  This number is too large. At most 90 is allowed.`);
  });

  it("has a sun that gives it its hours", async () => {
    const oslo = { coordinates: "{ latitude: 69.65, longitude: 18.96 }", zone: "Europe/Oslo" };
    const june = "days: { first: 2026-07-20, last: 2026-07-29 }";
    assert.deepEqual(await landmark({ ...oslo, intervals: `- { from: { sun: sunset }, ${june} }` }), [
      `${file}:11:7  Note: The sun does not set at this place on 2026-07-20/2026-07-24, so \`sunset\` gives no light then. Write clock times for those days if there should be light, such as \`{ from: { clock: "20:00" }, to: { clock: "24:00" } }\`.`,
    ]);
    assert.deepEqual(await landmark({ ...oslo, intervals: "- { from: { sun: nautical-dusk } }" }), [
      `${file}:11:7  The sun never gets that low at this place on 2026-07-30/2026-07-31, so \`nautical-dusk\` gives no light at all. Write clock times instead, such as \`{ from: { clock: "20:00" }, to: { clock: "24:00" } }\`.`,
    ]);
  });

  it("has hours that do not overlap, on days that can be meant", async () => {
    const clock = (from: string, to: string, rest = ""): string =>
      `- { from: { clock: "${from}" }, to: { clock: "${to}" }${rest} }`;
    const on = (first: string, last: string): string =>
      clock("21:00", "22:00", `, days: { first: ${first}, last: ${last} }`);
    const both = (...intervals: string[]): string => intervals.join("\n    ");
    const cases: [string, string[]][] = [
      [both(clock("21:00", "22:00"), clock("22:00", "23:00"), clock("23:30", "00:30")), []],
      [
        both(
          clock("21:00", "23:00"),
          '- { from: { sun: sunset, offsetMinutes: 5 }, to: { clock: "22:30" } }',
        ),
        [
          `${file}:12:7  \`21:00 to 23:00\` and \`sunset+5 to 22:30\` overlap on 2026-07-30. Change one of them, or make one of the two.`,
        ],
      ],
      [
        both(sunset, clock("23:00", "23:30")),
        [
          `${file}:12:7  \`sunset\` has no end, so it is still on when \`23:00 to 23:30\` begins on 2026-07-30. Write when it ends.`,
        ],
      ],
      [
        both(
          clock("20:00", "23:00"),
          clock("20:10", "20:20"),
          clock("20:30", "20:40"),
          clock("20:35", "22:00"),
        ),
        [
          `${file}:12:7  \`20:00 to 23:00\` and \`20:10 to 20:20\` overlap on 2026-07-30. Change one of them, or make one of the two.`,
          `${file}:13:7  \`20:00 to 23:00\` and \`20:30 to 20:40\` overlap on 2026-07-30. Change one of them, or make one of the two.`,
          `${file}:14:7  \`20:00 to 23:00\` and \`20:35 to 22:00\` overlap on 2026-07-30. Change one of them, or make one of the two.`,
          `${file}:14:7  \`20:30 to 20:40\` and \`20:35 to 22:00\` overlap on 2026-07-30. Change one of them, or make one of the two.`,
        ],
      ],
      [
        both(clock("21:00", "22:00"), clock("21:00", "22:00")),
        [`${file}:12:7  \`21:00 to 22:00\` stands here for the second time. Keep one of the two.`],
      ],
      // A night, and a whole day.
      [both(clock("18:30", "12:00")), []],
      [both(clock("00:00", "24:00")), []],
      [
        both(clock("22:00", "20:00")),
        [
          `${file}:11:7  Note: \`22:00 to 20:00\` ends on the next day, and lasts 22 hours or more. Exchange the two times if that is not meant.`,
        ],
      ],
      [
        both(clock("20:30", "20:30")),
        [
          `${file}:11:7  Note: \`20:30 to 20:30\` ends on the next day, and lasts 24 hours or more. Exchange the two times if that is not meant.`,
        ],
      ],
      [
        on("2026-07-31", "2026-07-30"),
        [`${file}:11:92  The last day comes before the first. Correct one of the two.`],
      ],
      [
        on("2026-07-31", "2028-07-30"),
        [`${file}:11:65  These days are more than a year. Write at most 366 days.`],
      ],
      [
        on("2027-07-30", "2027-07-31"),
        [
          `${file}:11:65  Note: These days (2027-07-30/2027-07-31) are far from those of the edition (2026-07-30/2026-07-31), which does not stay live for them. Correct month or year if it is a mistake.`,
        ],
      ],
    ];
    for (const [intervals, sentences] of cases) assert.deepEqual(await landmark({ intervals }), sentences);
    assert.deepEqual(
      await told({
        ...landmarkFiles("tower", { intervals: sunset }),
        "edition.yaml": edition.replace("2026-07-31", "2126-07-31"),
      }),
      ["edition.yaml:2:7  These days are more than a year. Write at most 366 days."],
    );
  });
});
