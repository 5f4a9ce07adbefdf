/** The processes and folders that the measures need: started on ports of their own, on a core of their own, gone when the bench ends. */
import { spawn } from "node:child_process";
import type { ChildProcess, SpawnOptions, StdioOptions } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openReleaseWriter } from "@bluehour/releases/write";
import { migrateInbox } from "@bluehour/inbox/migrations";
import { homePath } from "@bluehour/domain/addresses";
import { environment } from "../packages/config/src/environment.ts";
import { siteNodeFlags } from "@bluehour/config/cli";
import { freePort } from "../tools/free-port.ts";
import { root } from "../tools/sources.ts";
import { filesOf } from "./data-folder.ts";
import { editionId } from "./large-edition.ts";
import { connect } from "./raw-http.ts";

/** Program and arguments that hold a process on one core; nothing where the machine has a single one. */
function onCore(core: number | undefined, program: string, args: readonly string[]): [string, string[]] {
  return core === undefined || availableParallelism() < 2
    ? [program, [...args]]
    : ["taskset", ["-c", String(core), program, ...args]];
}

/** Errors are seen, nothing else. */
const quiet: StdioOptions = ["ignore", "ignore", "inherit"];

/** A process that the bench started. */
export type Running = { child: ChildProcess; pid: number; end: () => Promise<void> };

/** What a part of the bench works with. */
export type Surroundings = {
  /** Says on standard error what is going on. */
  say: (line: string) => void;
  /** A new empty folder, removed at the end. */
  folder: (name: string) => string;
  /** A data folder with a generated edition; built once a size, then copied. */
  store: (size: StoreSize) => Promise<string>;
  start: (program: string, args: readonly string[], options?: StartOptions) => Running;
  /** The public site on a data folder, answering. The store must be held open by a writer. */
  site: (data: string, options?: SiteOptions) => Promise<Site>;
  /** Ends every process, as after each part. */
  endAll: () => Promise<void>;
  /** Ends everything and removes every folder. */
  close: () => Promise<void>;
};

export type StoreSize = { stories: number; words: number; placements: number; landmarks?: number };
export type SiteOptions = {
  core?: number;
  mode?: "demo" | "production";
  /** Id of the edition in its store whose first page is asked for. */
  edition?: string;
};
export type StartOptions = {
  /** The processor core that it is held on. */
  core?: number;
  variables?: Record<string, string>;
  stdio?: StdioOptions;
  /** Ends what it started as well: npm does not pass every signal on. */
  group?: boolean;
};
export type Site = Running & {
  port: number;
  /** Milliseconds from start to the first 200. */ startedIn: number;
};

/** Settings of a site as a real deployment has them; demo where the edition is a sample. */
export function siteVariables(
  data: string,
  port: number,
  mode: "demo" | "production",
): Record<string, string> {
  return {
    BLUEHOUR_DATA: data,
    BLUEHOUR_MODE: mode,
    SITE_PORT: String(port),
    ...(mode === "production" && { BLUEHOUR_ORIGIN: "https://bluehour.example" }),
  };
}

/** Milliseconds until an address answers 200, asked anew every few milliseconds. */
export async function untilAnswer(port: number, path: string, running: Running): Promise<number> {
  const from = performance.now();
  for (;;) {
    if (running.child.exitCode !== null)
      throw new Error(`The process on port ${port} ended with ${running.child.exitCode}.`);
    if (performance.now() - from > 60_000)
      throw new Error(`Nothing answered 200 on port ${port}${path} in 60 s.`);
    try {
      const connection = await connect(port);
      try {
        const { status } = await connection.get(path, { "accept-language": "fr" });
        if (status === 200) return performance.now() - from;
      } finally {
        connection.close();
      }
    } catch {
      // Not listening yet.
      await wait(3);
    }
  }
}

/** Opens the writer as the supervisor does, and keeps it: readers need one. */
export async function holdStore(data: string) {
  const files = filesOf(data);
  mkdirSync(files.publicFolder, { recursive: true });
  mkdirSync(files.inboxFolder, { recursive: true });
  await migrateInbox(files.inbox);
  return await openReleaseWriter({
    location: files.releases,
    mediaFolder: files.media,
    tombstoneLog: files.tombstoneLog,
    now: () => new Date(),
  });
}

/** Seconds of processor time that a process has used. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Clock ticks are 1/100 s on every Linux that Node runs on.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export function surroundings(say: (line: string) => void): Surroundings {
  const top = mkdtempSync(join(tmpdir(), "bluehour-bench-"));
  const running = new Set<Running>();
  const built = new Map<string, Promise<string>>();
  let folders = 0;
  const inherited = environment();

  const here: Surroundings = {
    say,
    folder(name) {
      folders += 1;
      const folder = join(top, `${folders}-${name}`);
      mkdirSync(folder);
      return folder;
    },
    async store({ stories, words, placements, landmarks = 0 }) {
      const name = `${stories}-${words}-${landmarks}`;
      let building = built.get(name);
      if (building === undefined) {
        const folder = here.folder(`store-${name}`);
        building = (async () => {
          const { child, end } = here.start(
            process.execPath,
            [`${root}/bench/build-store.ts`, folder, ...[stories, words, placements, landmarks].map(String)],
            { stdio: ["ignore", "pipe", "inherit"] },
          );
          let output = "";
          child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
          const [code] = (await once(child, "close")) as [number | null];
          await end();
          if (code !== 0) throw new Error(`The edition of ${stories} stories could not be built.`);
          say(`built ${output.trim()}`);
          return folder;
        })();
        built.set(name, building);
      }
      const copy = here.folder(`copy-${name}`);
      cpSync(await building, copy, { recursive: true });
      return copy;
    },
    start(program, args, { core, variables = {}, stdio = quiet, group = false } = {}) {
      const [command, words] = onCore(core, program, args);
      const options: SpawnOptions = {
        cwd: root,
        stdio,
        detached: group,
        env: { PATH: inherited["PATH"] ?? "", HOME: inherited["HOME"] ?? "", LANG: "en", ...variables },
      };
      const child = spawn(command, words, options);
      const pid = child.pid;
      if (pid === undefined) throw new Error(`${program} could not be started. Is it installed?`);
      const entry: Running = {
        child,
        pid,
        async end() {
          running.delete(entry);
          if (child.exitCode !== null || child.signalCode !== null) return;
          const gone = once(child, "exit");
          const signal = (name: NodeJS.Signals) => (group ? process.kill(-pid, name) : child.kill(name));
          signal("SIGTERM");
          const force = setTimeout(() => signal("SIGKILL"), 10_000);
          await gone;
          clearTimeout(force);
        },
      };
      running.add(entry);
      return entry;
    },
    async site(data, { core, mode = "production", edition = editionId } = {}) {
      const port = await freePort();
      const started = here.start(process.execPath, [...siteNodeFlags, `${root}/apps/site/src/main.ts`], {
        variables: siteVariables(data, port, mode),
        ...(core !== undefined && { core }),
      });
      const startedIn = await untilAnswer(port, homePath(edition, "fr"), started);
      return { ...started, port, startedIn };
    },
    async endAll() {
      await Promise.all([...running].map((entry) => entry.end()));
    },
    async close() {
      await here.endAll();
      rmSync(top, { recursive: true, force: true });
    },
  };
  return here;
}
