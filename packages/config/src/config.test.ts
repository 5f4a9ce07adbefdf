import assert from "node:assert/strict";
import { test } from "node:test";
import { operatorLocales } from "@bluehour/domain/locales";
import { readCliConfig, siteEnvironment } from "./cli.ts";
import { sentenceOf } from "./problem.ts";
import { privateVariables, readSiteConfig } from "./site.ts";

const codes = (result: ReturnType<typeof readSiteConfig> | ReturnType<typeof readCliConfig>) =>
  result.ok ? [] : result.problems.map(({ code }) => code);

test("without settings the site runs on this machine with files in ./data", () => {
  const result = readSiteConfig({}, "/somewhere");
  assert.ok(result.ok);
  assert.deepEqual(result.config, {
    mode: "demo",
    origin: "http://localhost:4000",
    host: "127.0.0.1",
    port: 4000,
    releases: { database: "sqlite", file: "/somewhere/data/public/releases.db" },
    inbox: { database: "sqlite", file: "/somewhere/data/inbox/inbox.db" },
    mediaFolder: "/somewhere/data/public/media",
    tombstoneLog: "/somewhere/data/tombstones.log",
  });
});

test("the site refuses to start when it was handed a private setting, even an empty one", () => {
  for (const name of privateVariables)
    assert.deepEqual(codes(readSiteConfig({ [name]: "" }, "/")), ["private-variable"]);
});

test("the supervisor hands the site none of them", () => {
  const everything = Object.fromEntries(privateVariables.map((name) => [name, "x"]));
  assert.deepEqual(siteEnvironment({ ...everything, SITE_PORT: "5000" }), { SITE_PORT: "5000" });
});

const wrong: [string, Record<string, string>, string[]][] = [
  ["a word for a port", { SITE_PORT: "four" }, ["port"]],
  ["port 0", { SITE_PORT: "0" }, ["port"]],
  ["a port above all", { SITE_PORT: "65536" }, ["port"]],
  ["an unknown mode", { BLUEHOUR_MODE: "live", BLUEHOUR_ORIGIN: "https://example.org" }, ["mode"]],
  ["production without an address", { BLUEHOUR_MODE: "production" }, ["origin-missing"]],
  [
    "production in the open",
    { BLUEHOUR_MODE: "production", BLUEHOUR_ORIGIN: "http://example.org" },
    ["origin-insecure"],
  ],
  ["an address with a path", { BLUEHOUR_ORIGIN: "https://example.org/day" }, ["origin-invalid"]],
  ["no address at all", { BLUEHOUR_ORIGIN: "example.org" }, ["origin-invalid"]],
  ["a demo for the whole network", { SITE_HOST: "0.0.0.0" }, ["demo-host"]],
  [
    "a store that is no database",
    { RELEASES_READ_URL: "mysql://a/b", INBOX_URL: "postgres://a/b" },
    ["database-url"],
  ],
  ["half of PostgreSQL", { RELEASES_READ_URL: "postgres://a/b" }, ["database-half"]],
  ["the other half", { INBOX_URL: "postgres://a/b" }, ["database-half"]],
  ["several at once", { SITE_PORT: "x", SITE_HOST: "0.0.0.0" }, ["port", "demo-host"]],
];
for (const [name, variables, expected] of wrong) {
  test(`refused with a sentence in every language: ${name}`, () => {
    const result = readSiteConfig(variables, "/");
    assert.deepEqual(codes(result), expected);
    assert.ok(!result.ok);
    for (const problem of result.problems) {
      for (const locale of operatorLocales) assert.match(sentenceOf(problem, locale), /^.{30,}\.$/s);
    }
  });
}

test("the site can be given a narrower role in the inbox than the supervisor has", () => {
  const variables = { INBOX_URL: "postgres://owner@h/d", INBOX_APPEND_URL: "postgres://appender@h/d" };
  assert.deepEqual(siteEnvironment(variables), { INBOX_URL: "postgres://appender@h/d" });
});

test("PostgreSQL for both stores", () => {
  const result = readCliConfig(
    { RELEASES_WRITE_URL: "postgres://w@h/d", INBOX_URL: "postgresql://i@h/d" },
    "/",
  );
  assert.ok(result.ok);
  assert.deepEqual(result.config.releases, { database: "postgres", url: "postgres://w@h/d" });
  assert.deepEqual(result.config.inbox, { database: "postgres", url: "postgresql://i@h/d" });
});
