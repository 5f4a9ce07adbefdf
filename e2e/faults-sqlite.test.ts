/**
 * Faults, SQLite: whatever is killed whenever, nothing that was acknowledged is lost, nothing withdrawn can be read from page or disk, and
 * no backup brings it back. `FAULTS_SEED` repeats a run, `FAULTS_ACTIONS` makes it longer.
 */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { fastFolder } from "./faults/fast-folder.ts";
import { actionsOfRun, chanceOf, seedOfRun } from "./faults/chance.ts";
import type { Chance } from "./faults/chance.ts";
import { assertProvesEnough, prove } from "./faults/proof.ts";
import type { Store } from "./faults/proof.ts";

function storeIn(folder: string, chance: Chance): Store {
  const publicFolder = join(folder, "public");
  const file = join(publicFolder, "releases.db");
  mkdirSync(publicFolder);
  let copies = 0;
  return {
    releases: { database: "sqlite", file },
    inbox: { database: "sqlite", file: join(folder, "inbox", "inbox.db") },
    publicFolder,
    mediaFolder: join(publicFolder, "media"),
    tombstoneLog: join(folder, "tombstones.log"),
    // The files of the store lie in the public folder, where they are read anyway.
    storedWords: async () => new Map(),
    async backUp() {
      const copy = join(folder, `backup-${(copies += 1)}.db`);
      if (chance.is(0.5)) {
        // As a file, while nothing runs.
        copyFileSync(file, copy);
        const journal = statSync(`${file}-wal`, { throwIfNoEntry: false });
        assert.equal(journal?.size ?? 0, 0, "A closed store leaves an empty journal.");
      } else {
        // As a backup tool takes it, from a store that may be in use.
        const database = new DatabaseSync(file);
        database.prepare("vacuum into ?").run(copy);
        database.close();
      }
      return async () => {
        for (const rest of ["-wal", "-shm"]) rmSync(file + rest, { force: true });
        renameSync(copy, file);
      };
    },
  };
}

/** With those over PostgreSQL a thousand. */
const usualActions = 800;

test("faults: SQLite", async (t) => {
  const seed = seedOfRun();
  const chance = chanceOf(seed);
  using folder = fastFolder();
  try {
    const tally = await prove({
      seed,
      chance,
      store: storeIn(folder.path, chance),
      actions: actionsOfRun(usualActions),
    });
    t.diagnostic(`seed ${seed}: ${JSON.stringify(tally)}`);
    assertProvesEnough(tally, actionsOfRun(usualActions));
  } catch (error) {
    t.diagnostic(`Repeat with FAULTS_SEED=${seed}`);
    throw error;
  }
});
