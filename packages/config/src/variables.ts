/** The parts that the settings of all processes share. Environment variables come in as a plain record: nothing here reads the process. */
import { join, resolve } from "node:path";
import type { ConfigProblem } from "./problem.ts";

/** Environment variables as Node gives them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** demo: this machine only, samples allowed. production: the real day. */
export type Mode = "demo" | "production";

/** Which database holds a store. */
export type StoreLocation = { database: "sqlite"; file: string } | { database: "postgres"; url: string };

/** Files of the data folder, by what they are. */
export type DataFolder = {
  root: string;
  releases: string;
  media: string;
  inbox: string;
  keys: string;
  tombstoneLog: string;
  /** What only the studio reads: its database, the vault, pictures that are not public, messages that no mail server took. */
  studio: string;
  studioDatabase: string;
  vault: string;
  studioMedia: string;
  outgoingMail: string;
};

/** An unset and an empty variable mean the same. */
export function valueOf(variables: Variables, name: string): string | undefined {
  const value = variables[name]?.trim();
  return value === "" ? undefined : value;
}

/** `BLUEHOUR_MODE`, demo where it is not set. */
export function readMode(variables: Variables, problems: ConfigProblem[]): Mode {
  const value = valueOf(variables, "BLUEHOUR_MODE") ?? "demo";
  if (value === "demo" || value === "production") return value;
  problems.push({ code: "mode", values: { value } });
  return "production";
}

/** A port's variable. */
export function readPort(
  variables: Variables,
  name: string,
  fallback: number,
  problems: ConfigProblem[],
): number {
  const value = valueOf(variables, name);
  if (value === undefined) return fallback;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (port >= 1 && port <= 65_535) return port;
  problems.push({ code: "port", values: { name, value } });
  return fallback;
}

/** `BLUEHOUR_ORIGIN`: where people reach the site. In a demo this machine, where it is not set. */
export function readOrigin(
  variables: Variables,
  mode: Mode,
  sitePort: number,
  problems: ConfigProblem[],
): string {
  const value = valueOf(variables, "BLUEHOUR_ORIGIN");
  const here = `http://localhost:${sitePort}`;
  if (value === undefined) {
    if (mode === "production") problems.push({ code: "origin-missing", values: {} });
    return here;
  }
  const url = webAddress(value);
  if (url === undefined) {
    problems.push({ code: "origin-invalid", values: { name: "BLUEHOUR_ORIGIN", value } });
    return here;
  }
  if (mode === "production" && url.protocol !== "https:")
    problems.push({ code: "origin-insecure", values: { name: "BLUEHOUR_ORIGIN", value } });
  return url.origin;
}

/** A web address of a scheme and a host, and perhaps a port: nothing behind it. */
export function webAddress(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "";
  return isPlain ? url : undefined;
}

/** Whether only this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return ["127.0.0.1", "::1", "localhost"].includes(host);
}

/** Whether this names a PostgreSQL database. */
export function isPostgresAddress(value: string): boolean {
  return URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
}

/** `BLUEHOUR_DATA` and what lies where in it. */
export function readDataFolder(variables: Variables, workingFolder: string): DataFolder {
  const root = resolve(workingFolder, valueOf(variables, "BLUEHOUR_DATA") ?? "data");
  return {
    root,
    releases: join(root, "public", "releases.db"),
    media: join(root, "public", "media"),
    inbox: join(root, "inbox", "inbox.db"),
    keys: join(root, "keys"),
    tombstoneLog: join(root, "tombstones.log"),
    studio: join(root, "studio"),
    studioDatabase: join(root, "studio", "studio.db"),
    vault: join(root, "studio", "vault"),
    studioMedia: join(root, "studio", "media"),
    outgoingMail: join(root, "studio", "mail"),
  };
}

/**
 * The two public stores: SQLite files in the data folder, or PostgreSQL where both addresses are set. One of each is refused: half a
 * deployment on another machine would look healthy and lose stops.
 */
export function readStores(
  variables: Variables,
  data: DataFolder,
  releasesName: "RELEASES_READ_URL" | "RELEASES_WRITE_URL",
  problems: ConfigProblem[],
): { releases: StoreLocation; inbox: StoreLocation } {
  const given = {
    [releasesName]: valueOf(variables, releasesName),
    INBOX_URL: valueOf(variables, "INBOX_URL"),
  };
  const releases = given[releasesName];
  const inbox = given.INBOX_URL;
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !isPostgresAddress(value)) {
      problems.push({ code: "database-url", values: { name } });
    }
  }
  if (releases !== undefined && inbox !== undefined) {
    return { releases: { database: "postgres", url: releases }, inbox: { database: "postgres", url: inbox } };
  }
  if (releases !== undefined)
    problems.push({ code: "database-half", values: { present: releasesName, missing: "INBOX_URL" } });
  if (inbox !== undefined)
    problems.push({ code: "database-half", values: { present: "INBOX_URL", missing: releasesName } });
  return {
    releases: { database: "sqlite", file: data.releases },
    inbox: { database: "sqlite", file: data.inbox },
  };
}
