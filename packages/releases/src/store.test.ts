/** The contract suite over both databases, in one process with one PostgreSQL server. */
import { join } from "node:path";
import { after } from "node:test";
import { startPostgres } from "@bluehour/testing/postgres";
import { testStoreAgainstModel } from "@bluehour/testing/store-model";
import { testReleaseStore } from "@bluehour/testing/store-suite";
import type { StoreUnderTest } from "@bluehour/testing/store-world";
import { openReleaseReader } from "./read.ts";
import { openReleaseWriter } from "./write.ts";

const doors = { openReader: openReleaseReader, openWriter: openReleaseWriter };

const sqlite: StoreUnderTest = {
  ...doors,
  database: "sqlite",
  newLocation: async (folder) => ({ database: "sqlite", file: join(folder, "releases.db") }),
};

const server = await startPostgres();
after(() => server.stop());

const postgres: StoreUnderTest = {
  ...doors,
  database: "postgres",
  newLocation: async () => ({ database: "postgres", url: await server.createDatabase() }),
};

testReleaseStore(sqlite);
testReleaseStore(postgres);
testStoreAgainstModel(sqlite, { histories: 25, steps: 25 });
testStoreAgainstModel(postgres, { histories: 8, steps: 25 });
