/** Where `bluehour` begins: settings, language, signals; then one command. */
import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkLanguage, readCliConfig } from "@bluehour/config/cli";
import { environment } from "@bluehour/config/environment";
import { sentenceOf } from "@bluehour/config/problem";
import { isOperatorLocale } from "@bluehour/domain/locales";
import { cliMessages } from "@bluehour/i18n/cli";
import { localeOfShell } from "@bluehour/i18n/negotiate";
import { Refusal, exitCodes } from "./context.ts";
import type { Context, ExitCode } from "./context.ts";
import { runProgram } from "./program.ts";
import { explained } from "./explain.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

// A reader of our output that went away (`bluehour placements | head`) is no error.
process.stdout.on("error", () => process.exit(exitCodes.ok));

const typed = process.argv.slice(2);
const asked = askedLanguage(typed);
const locale = localeOfShell(
  environment(),
  asked !== undefined && isOperatorLocale(asked) ? asked : undefined,
);
const t = cliMessages(locale);
const say = (line: string) => process.stdout.write(`${line}\n`);
const note = (line: string) => process.stderr.write(`${line}\n`);

process.exitCode = await run();

async function run(): Promise<ExitCode> {
  const wrongLanguage = checkLanguage(asked);
  const settings = readCliConfig();
  const problems = [
    ...(wrongLanguage === undefined ? [] : [wrongLanguage]),
    ...(settings.ok ? [] : settings.problems),
  ];
  if (problems.length > 0 || !settings.ok) {
    for (const problem of problems) note(sentenceOf(problem, locale));
    return exitCodes.settings;
  }
  const context: Context = { config: settings.config, locale, t, say, note, now: () => new Date() };
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  process.once("SIGINT", () => end());
  process.once("SIGTERM", () => end());
  try {
    return await runProgram(
      context,
      {
        version: versionOf(),
        defaultBundles: { folder: fromHere(resolve(root, "campaigns")), beginning: "belgium-" },
        ended,
        environment: environment(),
      },
      typed,
    );
  } catch (thrown) {
    const error = explained(context, thrown);
    if (error instanceof Refusal) {
      note(error.message);
      return error.code;
    }
    note(t("error.bug"));
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.bug;
  }
}

function askedLanguage(words: readonly string[]): string | undefined {
  const index = words.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = words[index];
  return word === undefined
    ? undefined
    : word.includes("=")
      ? word.slice("--lang=".length)
      : words[index + 1];
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")) as { version: string };
  return version;
}

/** The shorter of a path and its form seen from the working folder: that is what a person would type. */
function fromHere(path: string): string {
  const here = `${process.cwd()}/`;
  return isAbsolute(path) && path.startsWith(here) ? path.slice(here.length) : path;
}
