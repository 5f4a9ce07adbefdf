/** Settings of the studio, the private back office. */
import { isAbsolute, join } from "node:path";
import { localeSchema } from "@bluehour/domain/locales";
import type { Locale } from "@bluehour/domain/locales";
import { z } from "zod";
import type { ConfigProblem, ConfigResult } from "./problem.ts";
import {
  isLoopback,
  isPostgresAddress,
  readDataFolder,
  readMode,
  readOrigin,
  readPort,
  readStores,
  valueOf,
  webAddress,
} from "./variables.ts";
import type { DataFolder, Mode, StoreLocation, Variables } from "./variables.ts";

export type { DataFolder, Mode, StoreLocation } from "./variables.ts";

/** What signs sessions: given, or a file that the studio makes for its owner alone. */
export type StudioSecret = { value: string } | { file: string };

/** All that the studio knows of the world. */
export type StudioConfig = {
  mode: Mode;
  /** Where people reach the public site: it stands in codes, letters and previews. */
  siteOrigin: string;
  sitePort: number;
  /** Where people reach the studio: it stands in messages that ask somebody to sign in. */
  origin: string;
  host: string;
  port: number;
  data: DataFolder;
  /** The studio's own database. */
  database: StoreLocation;
  /** The public store, opened for writing. */
  releases: StoreLocation;
  inbox: StoreLocation;
  mediaFolder: string;
  tombstoneLog: string;
  /** Without a mail server, messages are written to {@link DataFolder.outgoingMail}. */
  smtp: string | undefined;
  mailFrom: string;
  secret: StudioSecret;
  vaultKeyFile: string;
  previewPort: number;
  /** Absent where no preview runs: the studio then says so instead of showing one. */
  previewSecret: string | undefined;
  /** Folders to take over on a first start. */
  bundles: string[];
  /** Languages that texts may be in beside those of the editions. */
  extraLocales: Locale[];
};

/** Fewer characters than this can be guessed. */
export const leastSecret = 32;

const foldersSchema = z.array(z.string().refine(isAbsolute));

/** Reads the studio's settings. `workingFolder` is what a relative `BLUEHOUR_DATA` is relative to. */
export function readStudioConfig(
  variables: Variables = process.env,
  workingFolder: string = process.cwd(),
): ConfigResult<StudioConfig> {
  const problems: ConfigProblem[] = [];
  const mode = readMode(variables, problems);
  const sitePort = readPort(variables, "SITE_PORT", 4000, problems);
  const siteOrigin = readOrigin(variables, mode, sitePort, problems);
  const port = readPort(variables, "STUDIO_PORT", 4001, problems);
  const previewPort = readPort(variables, "PREVIEW_PORT", 4002, problems);
  refuseOnePortTwice({ SITE_PORT: sitePort, STUDIO_PORT: port, PREVIEW_PORT: previewPort }, problems);
  const host = valueOf(variables, "STUDIO_HOST") ?? "127.0.0.1";
  if (mode === "demo" && !isLoopback(host)) problems.push({ code: "studio-host", values: { value: host } });
  const origin = readStudioOrigin(variables, { mode, host, port }, problems);
  const data = readDataFolder(variables, workingFolder);
  const stores = readStores(variables, data, "RELEASES_WRITE_URL", problems);
  const database = readDatabase(variables, data, problems);
  const mail = readMail(variables, siteOrigin, problems);
  const secret = readSecret(variables, data, problems);
  const bundles = readBundles(variables, problems);
  const extraLocales = readExtraLocales(variables, problems);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      mode,
      siteOrigin,
      sitePort,
      origin,
      host,
      port,
      data,
      database,
      ...stores,
      mediaFolder: data.media,
      tombstoneLog: data.tombstoneLog,
      ...mail,
      secret,
      vaultKeyFile: join(data.keys, "vault.key"),
      previewPort,
      previewSecret: valueOf(variables, "PREVIEW_SECRET"),
      bundles,
      extraLocales,
    },
  };
}

function refuseOnePortTwice(ports: Record<string, number>, problems: ConfigProblem[]): void {
  const seen = new Map<number, string>();
  for (const [other, port] of Object.entries(ports)) {
    const name = seen.get(port);
    if (name === undefined) seen.set(port, other);
    else problems.push({ code: "port-twice", values: { name, other, value: String(port) } });
  }
}

/** In production too it may be this machine, where people come to it through a tunnel; then nothing travels in the open. */
function readStudioOrigin(
  variables: Variables,
  { mode, host, port }: { mode: Mode; host: string; port: number },
  problems: ConfigProblem[],
): string {
  const value = valueOf(variables, "STUDIO_ORIGIN");
  const here = `http://localhost:${port}`;
  if (value === undefined) {
    if (mode === "production" && !isLoopback(host))
      problems.push({ code: "studio-origin-missing", values: { value: host } });
    return here;
  }
  const url = webAddress(value);
  if (url === undefined) {
    problems.push({ code: "origin-invalid", values: { name: "STUDIO_ORIGIN", value } });
    return here;
  }
  const staysHere = isLoopback(host) && isLoopback(url.hostname);
  if (mode === "production" && url.protocol !== "https:" && !staysHere)
    problems.push({ code: "origin-insecure", values: { name: "STUDIO_ORIGIN", value } });
  return url.origin;
}

function readDatabase(variables: Variables, data: DataFolder, problems: ConfigProblem[]): StoreLocation {
  const url = valueOf(variables, "STUDIO_DATABASE_URL");
  if (url === undefined) return { database: "sqlite", file: data.studioDatabase };
  if (!isPostgresAddress(url))
    problems.push({ code: "database-url", values: { name: "STUDIO_DATABASE_URL" } });
  return { database: "postgres", url };
}

function readMail(
  variables: Variables,
  siteOrigin: string,
  problems: ConfigProblem[],
): { smtp: string | undefined; mailFrom: string } {
  const smtp = valueOf(variables, "SMTP_URL");
  // Its value is not repeated: it may hold a password.
  if (smtp !== undefined && !(URL.canParse(smtp) && /^smtps?:$/.test(new URL(smtp).protocol)))
    problems.push({ code: "smtp", values: {} });
  const mailFrom = valueOf(variables, "MAIL_FROM") ?? `Bluehour <bluehour@${new URL(siteOrigin).hostname}>`;
  if (!/^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(mailFrom))
    problems.push({ code: "mail-from", values: { value: mailFrom } });
  return { smtp, mailFrom };
}

function readSecret(variables: Variables, data: DataFolder, problems: ConfigProblem[]): StudioSecret {
  const value = valueOf(variables, "PAYLOAD_SECRET");
  if (value === undefined) return { file: join(data.keys, "studio.secret") };
  if (value.length < leastSecret)
    problems.push({ code: "secret-short", values: { name: "PAYLOAD_SECRET", least: String(leastSecret) } });
  return { value };
}

function readBundles(variables: Variables, problems: ConfigProblem[]): string[] {
  const value = valueOf(variables, "STUDIO_BUNDLES");
  if (value === undefined) return [];
  try {
    const folders = foldersSchema.safeParse(JSON.parse(value));
    if (folders.success) return folders.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  problems.push({ code: "studio-bundles", values: {} });
  return [];
}

function readExtraLocales(variables: Variables, problems: ConfigProblem[]): Locale[] {
  const tags = (valueOf(variables, "STUDIO_LOCALES") ?? "").split(",").map((tag) => tag.trim());
  const locales = tags.filter((tag) => tag !== "");
  for (const value of locales) {
    if (!localeSchema.safeParse(value).success) problems.push({ code: "studio-locales", values: { value } });
  }
  return [...new Set(locales)];
}
