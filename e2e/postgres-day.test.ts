/** The whole day on PostgreSQL, with a role of its own for everything the site does: from the folder to the page, and dark again. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { grantAppender, migrateInbox } from "@bluehour/inbox/migrations";
import { grantReader, migrateReleases } from "@bluehour/releases/migrations";
import { startPostgres } from "@bluehour/testing/postgres";
import type { TestPostgres } from "@bluehour/testing/postgres";
import { bluehour, startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let postgres: TestPostgres;
let day: RunningDay;
let variables: Record<string, string>;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-postgres-day-"));
  postgres = await startPostgres();
  const owner = await postgres.createDatabase();
  const reader = await postgres.createRole(owner);
  const appender = await postgres.createRole(owner);
  await migrateReleases({ database: "postgres", url: owner });
  await migrateInbox({ database: "postgres", url: owner });
  await grantReader(owner, reader.role);
  await grantAppender(owner, appender.role);
  variables = {
    RELEASES_WRITE_URL: owner,
    RELEASES_READ_URL: reader.url,
    INBOX_URL: owner,
    INBOX_APPEND_URL: appender.url,
  };
  day = await startDay({
    data: join(folder, "data"),
    bundle: join(root, "campaigns/belgium-2020"),
    variables,
  });
});

after(async () => {
  await day?.end();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("the story behind a code answers, a withdrawn one is dark at once and erased, a stop needs no more than the appender's role", async () => {
  const run = (words: string[]) => bluehour(words, { data: day.data, variables });
  const list = async () => await (await fetch(`${day.origin}/2020/fr/stories`)).text();
  const shown = (html: string) => [
    ...new Set([...html.matchAll(/\/2020\/fr\/stories\/(\w{10})"/g)].map(([, id]) => id ?? "")),
  ];

  const atFirst = shown(await list());
  assert.ok(atFirst.length >= 5);
  const placements = JSON.parse((await run(["placements", "--json"])).out) as { code: string }[];
  const behind = await fetch(`${day.origin}/s/${placements[0]?.code}`);
  assert.equal(behind.status, 200);

  const [withdrawn = ""] = atFirst.filter((id) => id !== "AKYRGYR0W5");
  const receipt = await run(["withdraw", withdrawn, "--json"]);
  assert.equal(receipt.code, 0, receipt.err);
  assert.equal((await fetch(`${day.origin}/2020/fr/stories/${withdrawn}`)).status, 410);
  assert.ok(!shown(await list()).includes(withdrawn));
  assert.ok("erasedAt" in (JSON.parse(receipt.out) as object));

  // The code of the-squared-notebook, from the sample's own README.
  const stop = await fetch(`${day.origin}/2020/fr/stop`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: day.origin },
    body: new URLSearchParams({ code: "8771 6165 6830 3779 4328 2017" }),
  });
  assert.equal(stop.status, 200);
  assert.ok(!shown(await list()).includes("AKYRGYR0W5"));

  const again = await run(["publish", join(root, "campaigns/belgium-2020")]);
  assert.equal(again.code, 3);
  assert.ok(!shown(await list()).includes(withdrawn));
  assert.equal((await run(["doctor"])).code, 0);
});
