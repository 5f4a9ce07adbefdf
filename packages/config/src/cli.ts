/** Settings of the command line and of the supervisor behind `npm start`. */
import { operatorLocales, isOperatorLocale } from "@bluehour/domain/locales";
import type { ConfigProblem, ConfigResult } from "./problem.ts";
import { readDataFolder, readMode, readOrigin, readPort, readStores, valueOf } from "./variables.ts";
import type { DataFolder, Mode, StoreLocation, Variables } from "./variables.ts";

/** All that `bluehour` knows of the world. */
export type CliConfig = {
  mode: Mode;
  origin: string;
  sitePort: number;
  data: DataFolder;
  releases: StoreLocation;
  inbox: StoreLocation;
};

/** Reads the command line's settings. */
export function readCliConfig(
  variables: Variables = process.env,
  workingFolder: string = process.cwd(),
): ConfigResult<CliConfig> {
  const problems: ConfigProblem[] = [];
  const mode = readMode(variables, problems);
  const sitePort = readPort(variables, "SITE_PORT", 4000, problems);
  const origin = readOrigin(variables, mode, sitePort, problems);
  const data = readDataFolder(variables, workingFolder);
  const stores = readStores(variables, data, "RELEASES_WRITE_URL", problems);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, config: { mode, origin, sitePort, data, ...stores } };
}

/**
 * How Node is started for the site. A page makes much garbage and keeps little; with limits of its own V8 lets a small site grow to
 * several times what it needs (measured: 465 MB instead of 180 with 10,000 stories).
 */
export const siteNodeFlags: readonly string[] = ["--max-semi-space-size=2", "--max-old-space-size=96"];

/** How Node is started for the preview: it rests nearly always, and now and then holds a page's pictures as text. */
export const previewNodeFlags: readonly string[] = ["--max-semi-space-size=2", "--max-old-space-size=256"];

/** Settings that the site is handed, and no others: it must not hold what opens private data. */
const siteVariables = [
  "BLUEHOUR_MODE",
  "BLUEHOUR_ORIGIN",
  "BLUEHOUR_DATA",
  "SITE_PORT",
  "SITE_HOST",
  "RELEASES_READ_URL",
  "INBOX_URL",
  "LANG",
  "LC_ALL",
  "TZ",
  "PATH",
  "NODE_EXTRA_CA_CERTS",
] as const;

/** Settings that the preview is handed: it needs no store and no folder. */
const previewVariables = [
  "BLUEHOUR_MODE",
  "BLUEHOUR_ORIGIN",
  "SITE_PORT",
  "PREVIEW_PORT",
  "PREVIEW_SECRET",
  "LANG",
  "LC_ALL",
  "TZ",
  "PATH",
] as const;

/** Settings that the studio and its build are handed. */
const studioVariables = [
  "BLUEHOUR_MODE",
  "BLUEHOUR_ORIGIN",
  "BLUEHOUR_DATA",
  "SITE_PORT",
  "STUDIO_ORIGIN",
  "STUDIO_HOST",
  "STUDIO_PORT",
  "STUDIO_DATABASE_URL",
  "STUDIO_BUNDLES",
  "STUDIO_LOCALES",
  "RELEASES_WRITE_URL",
  "INBOX_URL",
  "SMTP_URL",
  "MAIL_FROM",
  "PAYLOAD_SECRET",
  "PREVIEW_PORT",
  "PREVIEW_SECRET",
  "LANG",
  "LC_ALL",
  "LC_MESSAGES",
  "TZ",
  "PATH",
  "HOME",
  "TMPDIR",
  "NODE_EXTRA_CA_CERTS",
] as const;

function pick(variables: Variables, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueOf(variables, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The site's own environment, picked from the supervisor's. Its role in the inbox may be a narrower one: it only appends. */
export function siteEnvironment(variables: Variables): Record<string, string> {
  const narrowed = {
    ...variables,
    INBOX_URL: valueOf(variables, "INBOX_APPEND_URL") ?? variables["INBOX_URL"],
  };
  return pick(narrowed, siteVariables);
}

/** The preview's own environment; `secret` is what the studio will show it, new at each start. */
export function previewEnvironment(variables: Variables, secret: string): Record<string, string> {
  return pick({ ...variables, PREVIEW_SECRET: secret }, previewVariables);
}

/** The studio's own environment: where the preview's secret is, and the folders (absolute) to take over on its first start. */
export function studioEnvironment(
  variables: Variables,
  given: { previewSecret: string; bundles: readonly string[] },
): Record<string, string> {
  return pick(
    {
      ...variables,
      PREVIEW_SECRET: given.previewSecret,
      STUDIO_BUNDLES: valueOf(variables, "STUDIO_BUNDLES") ?? JSON.stringify(given.bundles),
    },
    studioVariables,
  );
}

/** Checks `--lang`. */
export function checkLanguage(value: string | undefined): ConfigProblem | undefined {
  return value === undefined || isOperatorLocale(value)
    ? undefined
    : { code: "lang", values: { value, offered: operatorLocales.join(", ") } };
}
