/** What is wrong with a process's settings, as values that can be said in every interface language. */
import type { OperatorLocale } from "@bluehour/domain/locales";
import { configMessages } from "@bluehour/i18n/config";
import type { ConfigKey } from "@bluehour/i18n/config";

/** One thing wrong with the settings. */
export type ConfigProblem = { code: ConfigKey; values: Record<string, string> };

/** Settings, or everything that is wrong with them. A process refuses to start on the second. */
export type ConfigResult<Config> = { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] };

/** The sentence an operator can act on. */
export function sentenceOf(problem: ConfigProblem, locale: OperatorLocale): string {
  return configMessages(locale)(problem.code, problem.values);
}
