/** What every command is handed: its settings, its language, and where its words go. Tests pass their own. */
import type { CliConfig } from "@bluehour/config/cli";
import type { OperatorLocale } from "@bluehour/domain/locales";
import type { CliTranslate } from "@bluehour/i18n/cli";

export type Context = {
  config: CliConfig;
  locale: OperatorLocale;
  t: CliTranslate;
  /** What was asked for: standard output. */
  say: (line: string) => void;
  /** What went wrong or goes on meanwhile: standard error. */
  note: (line: string) => void;
  now: () => Date;
};

/** Exit codes, documented in docs/cli.md. */
export const exitCodes = {
  ok: 0,
  /** Something must be mended in what was given; nothing was changed. */
  mend: 1,
  /** The command line itself could not be understood. */
  usage: 2,
  /** Done, but the gate kept something back. */
  refused: 3,
  /** Nothing is known by that name. */
  unknown: 4,
  /** A bug. */
  bug: 70,
  /** The machine does not allow it: a taken port, an unwritable folder, a database that does not answer. */
  machine: 69,
  /** The settings are wrong. */
  settings: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Thrown by a command that cannot go on for a reason that a person can mend; its message is the sentence they see. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ExitCode;
  constructor(code: ExitCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}
