import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { storyId } from "@bluehour/testing/release-factory";
import { StoreUnavailable } from "./store-unavailable.ts";
import { appendTombstones, followTombstoneLog } from "./tombstone-log.ts";

const stone = (number: number): Tombstone => ({
  kind: "story",
  id: storyId(number),
  edition: "2020",
  consents: [],
  at: "2020-07-30T12:00:00.000Z",
  door: "withdraw",
});

test("a line that cannot be read is complained of at every call, and hides none of the others", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "bluehour-log-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "tombstones.log");
  appendTombstones(file, [stone(1)]);
  const follow = followTombstoneLog(file);
  assert.deepEqual([...follow().ids], [storyId(1)]);

  appendFileSync(file, `${JSON.stringify({ ...stone(2), colour: "blue" })}\n`);
  appendTombstones(file, [stone(3)]);
  for (const again of [1, 2, 3]) assert.throws(follow, StoreUnavailable, `call ${again}`);

  // Somebody puts the line right: all three are known, the third was not lost.
  writeFileSync(file, readFileSync(file, "utf8").replace(',"colour":"blue"', ""));
  assert.deepEqual([...follow().ids].toSorted(), [storyId(1), storyId(2), storyId(3)].toSorted());
});

test("a line torn by a crash is passed over; the next one begins anew", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "bluehour-log-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "tombstones.log");
  appendTombstones(file, [stone(1)]);
  appendFileSync(file, '{"kind":"story","id":"');
  appendTombstones(file, [stone(2)]);
  assert.deepEqual([...followTombstoneLog(file)().ids], [storyId(1), storyId(2)]);
});
