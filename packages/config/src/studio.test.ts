import assert from "node:assert/strict";
import { test } from "node:test";
import { operatorLocales } from "@bluehour/domain/locales";
import { previewEnvironment, siteEnvironment, studioEnvironment } from "./cli.ts";
import { readPreviewConfig } from "./preview.ts";
import { sentenceOf } from "./problem.ts";
import { privateVariables } from "./site.ts";
import { readStudioConfig } from "./studio.ts";

const secret = "0123456789abcdef0123456789abcdef";

test("without settings the studio runs on this machine, with files of its own in ./data", () => {
  const result = readStudioConfig({}, "/somewhere");
  assert.ok(result.ok);
  const { data, ...config } = result.config;
  assert.equal(data.vault, "/somewhere/data/studio/vault");
  assert.equal(data.studioMedia, "/somewhere/data/studio/media");
  assert.equal(data.outgoingMail, "/somewhere/data/studio/mail");
  assert.deepEqual(config, {
    mode: "demo",
    siteOrigin: "http://localhost:4000",
    sitePort: 4000,
    origin: "http://localhost:4001",
    host: "127.0.0.1",
    port: 4001,
    database: { database: "sqlite", file: "/somewhere/data/studio/studio.db" },
    releases: { database: "sqlite", file: "/somewhere/data/public/releases.db" },
    inbox: { database: "sqlite", file: "/somewhere/data/inbox/inbox.db" },
    mediaFolder: "/somewhere/data/public/media",
    tombstoneLog: "/somewhere/data/tombstones.log",
    smtp: undefined,
    mailFrom: "Bluehour <bluehour@localhost>",
    secret: { file: "/somewhere/data/keys/studio.secret" },
    vaultKeyFile: "/somewhere/data/keys/vault.key",
    previewPort: 4002,
    previewSecret: undefined,
    bundles: [],
    extraLocales: [],
  });
});

test("what is set arrives", () => {
  const result = readStudioConfig(
    {
      BLUEHOUR_MODE: "production",
      BLUEHOUR_ORIGIN: "https://day.example",
      STUDIO_ORIGIN: "https://studio.day.example",
      STUDIO_HOST: "0.0.0.0",
      STUDIO_DATABASE_URL: "postgres://studio@h/d",
      SMTP_URL: "smtps://a:b@mail.example:465",
      PAYLOAD_SECRET: secret,
      PREVIEW_SECRET: secret,
      STUDIO_BUNDLES: '["/srv/day"]',
      STUDIO_LOCALES: "uk, pt-BR,uk",
    },
    "/",
  );
  assert.ok(result.ok);
  const { config } = result;
  assert.equal(config.origin, "https://studio.day.example");
  assert.deepEqual(config.database, { database: "postgres", url: "postgres://studio@h/d" });
  assert.equal(config.smtp, "smtps://a:b@mail.example:465");
  assert.equal(config.mailFrom, "Bluehour <bluehour@day.example>");
  assert.deepEqual(config.secret, { value: secret });
  assert.equal(config.previewSecret, secret);
  assert.deepEqual(config.bundles, ["/srv/day"]);
  assert.deepEqual(config.extraLocales, ["uk", "pt-BR"]);
});

test("in production, a studio that only this machine reaches needs no https: people come through a tunnel", () => {
  const given = { BLUEHOUR_MODE: "production", BLUEHOUR_ORIGIN: "https://day.example" };
  for (const origin of [undefined, "http://localhost:4001", "http://127.0.0.1:9000"])
    assert.ok(readStudioConfig({ ...given, STUDIO_ORIGIN: origin }, "/").ok);
});

const production = { BLUEHOUR_MODE: "production", BLUEHOUR_ORIGIN: "https://day.example" };
const wrong: [string, Record<string, string>, string[]][] = [
  ["a word for a port", { STUDIO_PORT: "four" }, ["port"]],
  ["the site's port", { SITE_PORT: "4001" }, ["port-twice"]],
  ["the preview's port", { PREVIEW_PORT: "4001" }, ["port-twice"]],
  ["a demo for the whole network", { STUDIO_HOST: "0.0.0.0" }, ["studio-host"]],
  ["reachable under no address", { ...production, STUDIO_HOST: "0.0.0.0" }, ["studio-origin-missing"]],
  ["an address with a path", { STUDIO_ORIGIN: "https://day.example/studio" }, ["origin-invalid"]],
  ["in the open", { ...production, STUDIO_ORIGIN: "http://studio.example" }, ["origin-insecure"]],
  [
    "in the open behind a word for this machine",
    { ...production, STUDIO_HOST: "0.0.0.0", STUDIO_ORIGIN: "http://localhost:4001" },
    ["origin-insecure"],
  ],
  ["a database that is none", { STUDIO_DATABASE_URL: "mysql://a/b" }, ["database-url"]],
  ["half of PostgreSQL", { RELEASES_WRITE_URL: "postgres://a/b" }, ["database-half"]],
  ["a web address for mail", { SMTP_URL: "https://mail.example" }, ["smtp"]],
  ["no sender", { MAIL_FROM: "the team" }, ["mail-from"]],
  ["a sender with a second header", { MAIL_FROM: "a <a@b.example>\nBcc: <c@d.example>" }, ["mail-from"]],
  ["a short secret", { PAYLOAD_SECRET: "secret" }, ["secret-short"]],
  ["no JSON", { STUDIO_BUNDLES: "/srv/day" }, ["studio-bundles"]],
  ["a relative folder", { STUDIO_BUNDLES: '["campaigns/day"]' }, ["studio-bundles"]],
  ["a language that is none", { STUDIO_LOCALES: "uk,Portuguese (Brazil)" }, ["studio-locales"]],
];
for (const [name, variables, expected] of wrong) {
  test(`the studio refuses, with a sentence in every language: ${name}`, () => {
    const result = readStudioConfig(variables, "/");
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problems.map(({ code }) => code),
      expected,
    );
    for (const problem of result.problems) {
      for (const locale of operatorLocales) assert.match(sentenceOf(problem, locale), /^[^{}]{30,}\.$/s);
    }
  });
}

test("the preview needs its secret, and refuses whatever opens private data", () => {
  assert.ok(readPreviewConfig({ PREVIEW_SECRET: secret }).ok);
  for (const variables of [{}, { PREVIEW_SECRET: "short" }]) {
    const result = readPreviewConfig(variables);
    assert.ok(!result.ok);
    assert.match(sentenceOf(result.problems[0]!, "fr"), /PREVIEW_SECRET.*32/);
  }
  for (const name of privateVariables.filter((each) => each !== "PREVIEW_SECRET")) {
    const result = readPreviewConfig({ PREVIEW_SECRET: secret, [name]: "" });
    assert.ok(!result.ok);
    assert.match(sentenceOf(result.problems[0]!, "nl"), new RegExp(`voorvertoning kreeg ${name}`));
  }
});

test("each process is handed its own settings: secrets of one never reach another", () => {
  const everything = {
    ...Object.fromEntries(privateVariables.map((name) => [name, "x"])),
    STUDIO_PORT: "5001",
    AWS_SECRET: "x",
  };
  assert.deepEqual(siteEnvironment(everything), {});
  assert.deepEqual(previewEnvironment(everything, secret), { PREVIEW_SECRET: secret });
  const studio = studioEnvironment(everything, { previewSecret: secret, bundles: ["/srv/day"] });
  assert.equal(studio["PREVIEW_SECRET"], secret);
  assert.equal(studio["STUDIO_BUNDLES"], '["/srv/day"]');
  assert.equal(studio["PAYLOAD_SECRET"], "x");
  assert.equal(studio["AWS_SECRET"], undefined);
});
