import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createPlacementCode, createStopCode, crockford, formatStopCode } from "@bluehour/domain/codes";
import { readSticker } from "./sticker.ts";

const origin = "https://day.example";
const code = fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => {
  let used = 0;
  return createPlacementCode((length) => Uint8Array.from({ length }, () => bytes[used++ % 64] ?? 0));
});
const read = (typed: string): ReturnType<typeof readSticker> => readSticker(typed, origin);

test("property: a code is read however it is typed, and with its whole address", () => {
  const spread = fc.constantFrom("", " ", "-", "–", "\u200B", "\u00A0");
  const look = (symbol: string): fc.Arbitrary<string> => {
    const likes = { "0": ["0", "O", "o"], "1": ["1", "I", "l", "L"] }[symbol];
    return fc.constantFrom(...(likes ?? [symbol, symbol.toLowerCase()]));
  };
  const typed = code.chain((made) =>
    fc
      .tuple(...[...made].map((symbol) => fc.tuple(look(symbol), spread)))
      .map((pairs) => ({ made, typed: pairs.flat().join("") })),
  );
  const around = fc.constantFrom<(code: string) => string>(
    (inner) => inner,
    (inner) => ` “${inner}”. `,
    (inner) => `/s/${inner}`,
    (inner) => `S/${inner}/`,
  );
  fc.assert(
    fc.property(typed, around, ({ made, typed: inner }, wrap) => {
      assert.deepEqual(read(wrap(inner)), { is: "code", code: made });
    }),
  );
  const ways = [
    (made: string) => `https://day.example/s/${made}`,
    (made: string) => `HTTPS://DAY.EXAMPLE/S/${made}`,
    (made: string) => `http://day.example/s/${made.toLowerCase()}`,
    (made: string) => `day.example/s/${made}?a=b#c`,
    (made: string) => `<https://day.example./s/${made}/>`,
    (made: string) => `https://day.example:443/s/${made}`,
    (made: string) => `https:// day.example /s/ ${made}`,
  ];
  fc.assert(
    fc.property(code, fc.constantFrom(...ways), (made, way) => {
      assert.deepEqual(read(way(made)), { is: "code", code: made });
    }),
  );
});

test("property: one wrong symbol is called that, and never a code", () => {
  fc.assert(
    fc.property(
      code,
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(...crockford, "U"),
      (made, at, symbol) => {
        fc.pre(made[at] !== symbol);
        const wrong = made.slice(0, at) + symbol + made.slice(at + 1);
        assert.deepEqual(read(wrong), { is: "symbol", read: wrong });
      },
    ),
  );
});

test("property: an address of any other host is another site's, however it looks", () => {
  const hosts = [
    "evil.example",
    "day.example.evil.example",
    "www.day.example",
    "day-example",
    "day.example:8443",
    "day.example@evil.example",
    "xn--dy-lia.example",
    "dаy.example",
    "evil.example\\@day.example",
    "evil.example#day.example",
    "[::1]",
  ];
  fc.assert(
    fc.property(
      code,
      fc.constantFrom(...hosts),
      fc.constantFrom("", "https://", "http://", "HTTPS://"),
      (made, host, scheme) => {
        const answer = read(`${scheme}${host}/s/${made}`);
        assert.equal(answer.is, "elsewhere", JSON.stringify(answer));
      },
    ),
  );
  assert.deepEqual(read("https://dаy.example/s/4F7K2MQ"), {
    is: "elsewhere",
    host: "xn--dy-7kc.example",
  });
});

test("property: a stop code is known as one and never repeated", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), fc.boolean(), (seed, grouped) => {
      const stop = createStopCode((length) =>
        Uint8Array.from({ length }, (_, at) => (seed * (at + 7)) % 250),
      );
      assert.deepEqual(read(grouped ? formatStopCode(stop) : stop), { is: "stop" });
      assert.deepEqual(read(stop.replaceAll(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "")), {
        is: "stop",
      });
      assert.deepEqual(read(`https://day.example/s/${stop}`), { is: "stop" });
    }),
  );
});

test("the rest has an answer of its own", () => {
  assert.deepEqual(read("  "), { is: "nothing" });
  assert.deepEqual(read("4F7K2"), { is: "length", count: 5, read: "4F7K2" });
  assert.deepEqual(read("day.example"), { is: "other-page" });
  assert.deepEqual(read("https://day.example/2020/en"), { is: "other-page" });
  for (const odd of ["javascript://x/s/4F7K2MQ", ".://", "données ☂", "https://", "a".repeat(301), "<b>hi"])
    assert.deepEqual(read(odd), { is: "unreadable" }, odd);
  const local = readSticker("localhost:4000/s/0000000", "http://localhost:4000");
  assert.deepEqual(local, { is: "code", code: "0000000" });
});

const address = fc
  .array(fc.constantFrom("http", "://", "/", "s", ".", ":", "@", "x", "8", "%", "?", "#", "[", " ", "é"))
  .map((pieces) => pieces.join(""));

test("property: nothing makes it fail, and what is repeated is symbols or a host", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), address), (typed) => {
      const answer = read(typed);
      if ("read" in answer) assert.match(answer.read, /^[0-9A-Z]{1,20}$/);
      if ("host" in answer) assert.match(answer.host, /^[^\s/<>"]+$/);
    }),
  );
});
