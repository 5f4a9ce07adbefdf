/** The contract suite over both databases, in one process with one PostgreSQL server. */
import { join } from "node:path";
import { after } from "node:test";
import { startPostgres } from "@bluehour/testing/postgres";
import { testReleaseStore } from "@bluehour/testing/store-suite";
import { openReleaseReader } from "./read.ts";
import { openReleaseWriter } from "./write.ts";

const doors = { openReader: openReleaseReader, openWriter: openReleaseWriter };

testReleaseStore({
  ...doors,
  database: "sqlite",
  newLocation: async (folder) => ({ database: "sqlite", file: join(folder, "releases.db") }),
});

const postgres = await startPostgres();
after(() => postgres.stop());

testReleaseStore({
  ...doors,
  database: "postgres",
  newLocation: async () => ({ database: "postgres", url: await postgres.createDatabase() }),
});
