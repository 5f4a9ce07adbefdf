/** Settings of the public site. It refuses to start if it was so much as handed a setting that opens private data. */
import type { ConfigProblem, ConfigResult } from "./problem.ts";
import {
  isLoopback,
  readDataFolder,
  readMode,
  readOrigin,
  readPort,
  readStores,
  valueOf,
} from "./variables.ts";
import type { Mode, StoreLocation, Variables } from "./variables.ts";

export type { Mode, StoreLocation } from "./variables.ts";

/** All that the public site knows of the world. */
export type SiteConfig = {
  mode: Mode;
  /** Scheme, host and port under which people reach it. */
  origin: string;
  host: string;
  port: number;
  releases: StoreLocation;
  inbox: StoreLocation;
  mediaFolder: string;
  /** Read to darken early where this machine has it; absent on PostgreSQL, where it stays with the writer. */
  tombstoneLog: string | undefined;
};

/** Names of settings that the site must never be given. */
export const privateVariables = [
  "PAYLOAD_SECRET",
  "STUDIO_DATABASE_URL",
  "RELEASES_WRITE_URL",
  "SMTP_URL",
  "VAULT_KEY",
  "PREVIEW_SECRET",
] as const;

/** Reads the site's settings. `workingFolder` is what a relative `BLUEHOUR_DATA` is relative to. */
export function readSiteConfig(
  variables: Variables = process.env,
  workingFolder: string = process.cwd(),
): ConfigResult<SiteConfig> {
  const problems: ConfigProblem[] = [];
  for (const name of privateVariables) {
    if (variables[name] !== undefined) problems.push({ code: "private-variable", values: { name } });
  }
  const mode = readMode(variables, problems);
  const port = readPort(variables, "SITE_PORT", 4000, problems);
  const origin = readOrigin(variables, mode, port, problems);
  const data = readDataFolder(variables, workingFolder);
  const stores = readStores(variables, data, "RELEASES_READ_URL", problems);
  const host = valueOf(variables, "SITE_HOST") ?? "127.0.0.1";
  if (mode === "demo" && !isLoopback(host)) {
    problems.push({ code: "demo-host", values: { value: host } });
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: { mode, origin, host, port, ...stores, mediaFolder: data.media, tombstoneLog: data.tombstoneLog },
  };
}
