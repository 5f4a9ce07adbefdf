/** The command line: what can be typed, and which command it leads to. A command is loaded when it is asked for: help must be quick. */
import { text as readAll } from "node:stream/consumers";
import { Argument, Command, CommanderError, Option } from "commander";
import type { Owner } from "@bluehour/releases/write";
import type { PrintOptions } from "./commands/print.ts";
import type { ExportOptions, ImportOptions } from "./commands/translate.ts";
import type { Context, ExitCode } from "./context.ts";
import { drawable } from "./drawable.ts";
import { exitCodes } from "./context.ts";

/** What `start` needs beyond a context. */
export type Surroundings = {
  version: string;
  /** The bundles that `start` publishes where none is named: those of a folder whose names begin with a word. */
  defaultBundles: { folder: string; beginning: string };
  /** Resolves when the operator or the system asks us to end. */
  ended: Promise<void>;
  environment: Record<string, string | undefined>;
};

/** Runs one command line and returns its exit code. Never throws for what was typed. */
export async function runProgram(
  context: Context,
  surroundings: Surroundings,
  typed: readonly string[],
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const { t, say, note } = context;
  const done = (code: ExitCode) => {
    exitCode = code;
  };
  const program = new Command("bluehour");
  const dressed = (command: Command): Command =>
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => say(text.trimEnd()),
        writeErr: (text) => note(text.trimEnd()),
        // Every error is said below, in the reader's language.
        outputError: () => undefined,
      })
      .configureHelp({ styleTitle: (title) => helpTitle(context, title) })
      .helpOption("-h, --help", t("help.help"))
      .addOption(new Option("--lang <language>", t("help.lang")));
  const add = (name: string, description: string, examples: string[]): Command => {
    const command = dressed(new Command(name)).description(description);
    command.addHelpText(
      "after",
      `\n${t("help.examples")}\n${examples.map((example) => `  npx bluehour ${example}`).join("\n")}`,
    );
    program.addCommand(command);
    return command;
  };
  const json = () => new Option("--json", t("help.json"));
  const folder = () => new Argument("<folder>", t("help.bundle"));

  dressed(program)
    .description(t("about"))
    .version(surroundings.version, "-V, --version", t("help.version"))
    .helpCommand(false);

  add("start", t("help.start"), [
    "start",
    "start --bundle my-day",
    "start --bundle my-day --bundle my-day-last-year",
    "start --watch",
  ])
    .addOption(
      new Option("--bundle <folder>", t("help.start.bundle"))
        .default([], `${surroundings.defaultBundles.folder}/${surroundings.defaultBundles.beginning}*`)
        .argParser<string[]>((typedFolder, before) => [...before, typedFolder]),
    )
    .addOption(new Option("--watch", t("help.start.watch")))
    .action(async (options: { bundle: string[]; watch?: boolean }) => {
      const { ended, environment, defaultBundles } = surroundings;
      const { start } = await import("./commands/start.ts");
      done(await start(context, { ...options, defaultBundles, ended, environment }));
    });

  add("check", t("help.check"), [
    "check campaigns/belgium-2020",
    "check my-day --verbose",
    "check my-day --json",
  ])
    .addArgument(folder())
    .addOption(json())
    .addOption(new Option("--verbose", t("help.check.verbose")))
    .action(async (bundle: string, options: { json?: boolean; verbose?: boolean }) => {
      const { check } = await import("./commands/check.ts");
      done(await check(context, bundle, options));
    });

  add("ready", t("help.ready"), ["ready my-day", "ready my-day --json"])
    .addArgument(folder())
    .addOption(json())
    .action(async (bundle: string, options: { json?: boolean }) => {
      const { ready } = await import("./commands/ready.ts");
      done(await ready(context, bundle, options));
    });

  const translate = add("translate", t("help.translate"), [
    "translate export my-day --to fr",
    "translate export my-day --to ar --format po --only missing,stale --out arabic.po",
    "translate import my-day arabic.po",
    "translate coverage my-day",
  ]);
  const sub = (name: string, description: string): Command => {
    const command = dressed(new Command(name)).description(description).addArgument(folder());
    translate.addCommand(command);
    return command;
  };
  sub("export", t("help.translate.export"))
    .addOption(new Option("--to <language>", t("help.translate.to")).makeOptionMandatory())
    .addOption(new Option("--from <language>", t("help.translate.from")))
    .addOption(new Option("--format <format>", t("help.translate.format")).default("xliff"))
    .addOption(new Option("--out <file>", t("help.translate.out")))
    .addOption(new Option("--only <states>", t("help.translate.only")))
    .addOption(json())
    .action(async (bundle: string, options: ExportOptions) => {
      const { exportTexts } = await import("./commands/translate.ts");
      done(await exportTexts(context, bundle, options));
    });
  sub("import", t("help.translate.import"))
    .addArgument(new Argument("<file>", t("help.translate.file")))
    .addOption(new Option("--dry-run", t("help.translate.dry")))
    .addOption(json())
    .action(async (bundle: string, file: string, options: ImportOptions) => {
      const { importTexts } = await import("./commands/translate.ts");
      done(await importTexts(context, bundle, file, options));
    });
  sub("coverage", t("help.translate.coverage"))
    .addOption(json())
    .action(async (bundle: string, options: { json?: boolean }) => {
      const { coverage } = await import("./commands/translate.ts");
      done(await coverage(context, bundle, options));
    });

  add("publish", t("help.publish"), ["publish my-day", "publish my-day --dry-run"])
    .addArgument(folder())
    .addOption(new Option("--dry-run", t("help.publish.dry")))
    .addOption(json())
    .action(async (bundle: string, options: { json?: boolean; dryRun?: boolean }) => {
      const { publish } = await import("./commands/publish.ts");
      done(await publish(context, bundle, options));
    });

  for (const door of ["withdraw", "dark"] as const) {
    const command = add(door, t(`help.${door}`), [
      `${door} 7K3M9QX2TR`,
      `${door} https://example.org/2020/fr/stories/7K3M9QX2TR`,
      `${door} 7K3M9QX2TR --printed exhibition`,
      // A code in the command's own words would stand in the shell's history and in the list of processes.
      ...(door === "withdraw" ? ["withdraw --stop-code - --json"] : []),
    ])
      .addArgument(new Argument("[story]", t("help.withdraw.subject")))
      .addOption(json());
    if (door === "withdraw") command.addOption(new Option("--stop-code <digits>", t("help.withdraw.code")));
    command.addOption(new Option("--printed <folders...>", t("help.withdraw.printed")));
    command.action(
      async (
        subject: string | undefined,
        options: { json?: boolean; stopCode?: string; printed?: string[] },
      ) => {
        const { withdraw } = await import("./commands/withdraw.ts");
        const stopCode = await typedOrPiped(options.stopCode);
        done(
          await withdraw(context, subject, {
            ...options,
            ...(stopCode === undefined ? {} : { stopCode }),
            door,
          }),
        );
      },
    );
  }

  add("status", t("help.status"), ["status", "status --json"])
    .addOption(json())
    .action(async (options: { json?: boolean }) => {
      const { status } = await import("./commands/status.ts");
      done(await status(context, options));
    });

  add("hand-over", t("help.handover"), ["hand-over 2020 --to studio", "hand-over 2020 --to folder --json"])
    .addArgument(new Argument("<edition>", t("help.handover.edition")))
    .addOption(
      new Option("--to <owner>", t("help.handover.to")).choices(["folder", "studio"]).makeOptionMandatory(),
    )
    .addOption(json())
    .action(async (edition: string, options: { to: Owner; json?: boolean }) => {
      const { handOver } = await import("./commands/hand-over.ts");
      done(await handOver(context, edition, options));
    });

  add("placements", t("help.placements"), ["placements", "placements --edition 2020 --json"])
    .addOption(new Option("--edition <id>", t("help.placements.edition")))
    .addOption(new Option("--installation <id>", t("help.placements.installation")))
    .addOption(json())
    .action(async (options: { json?: boolean; edition?: string; installation?: string }) => {
      const { placements } = await import("./commands/placements.ts");
      done(await placements(context, options));
    });

  add("letter", t("help.letter"), [
    "letter brussels-city-hall",
    "letter brussels-city-hall --edition 2020 --locale fr --out letters",
    "letter --all-invited",
  ])
    .addArgument(new Argument("[landmark]", t("help.letter.landmark")))
    .addOption(new Option("--edition <id>", t("help.letter.edition")))
    .addOption(new Option("--locale <language>", t("help.letter.locale")))
    .addOption(new Option("--all-invited", t("help.letter.all")))
    .addOption(new Option("--out <folder>", t("help.letter.out")).default("letters"))
    .addOption(json())
    .action(
      async (
        landmark: string | undefined,
        options: { edition?: string; locale?: string; allInvited?: boolean; out: string; json?: boolean },
      ) => {
        const { letter } = await import("./commands/letter.ts");
        done(await letter(context, landmark, options));
      },
    );

  add("print", t("help.print"), [
    "print shadows --out exhibition",
    "print shadows --edition 2020 --locale fr --only codes,stickers,crew --out exhibition",
    "print shadows --removed 7K3M9QX2TR --out exhibition",
  ])
    .addArgument(new Argument("<installation>", t("help.print.installation")))
    .addOption(new Option("--out <folder>", t("help.print.out")).default("print"))
    .addOption(new Option("--edition <id>", t("help.print.edition")))
    .addOption(new Option("--locale <language>", t("help.print.locale")))
    .addOption(new Option("--only <products>", t("help.print.only")))
    .addOption(new Option("--placements <codes>", t("help.print.placements")))
    .addOption(new Option("--figures <names>", t("help.print.figures")))
    .addOption(new Option("--height <cm>", t("help.print.height")))
    .addOption(new Option("--iban <account>", t("help.print.iban")))
    .addOption(new Option("--account-holder <name>", t("help.print.holder")))
    .addOption(new Option("--bic <bic>", t("help.print.bic")))
    .addOption(new Option("--message <text>", t("help.print.message")))
    .addOption(new Option("--amount <euros>", t("help.print.amount")))
    .addOption(new Option("--removed <story>", t("help.print.removed")))
    .addOption(json())
    .action(async (installation: string, options: PrintOptions) => {
      const { print } = await import("./commands/print.ts");
      done(await print(context, installation, options));
    });

  add("doctor", t("help.doctor"), ["doctor", "doctor --json"])
    .addOption(json())
    .action(async (options: { json?: boolean }) => {
      const { doctor } = await import("./commands/doctor.ts");
      done(await doctor(context, options));
    });

  add("read-back", t("help.readback"), ["read-back my-day --story 7K3M9QX2TR --locale fr"])
    .addArgument(folder())
    .addOption(new Option("--story <id>", t("help.readback.story")).makeOptionMandatory())
    .addOption(new Option("--locale <language>", t("help.readback.locale")).makeOptionMandatory())
    .addOption(json())
    .action(async (bundle: string, options: { json?: boolean; story: string; locale: string }) => {
      const { readBack } = await import("./commands/read-back.ts");
      done(await readBack(context, bundle, options));
    });

  add("identify", t("help.identify"), [
    "identify my-day",
    "identify my-day 7K3M9QX2TR --verbose",
    "identify my-day 7K3M9QX2TR --record",
  ])
    .addArgument(folder())
    .addArgument(new Argument("[story]", t("help.identify.story")))
    .addOption(new Option("--record", t("help.identify.record")))
    .addOption(new Option("--verbose", t("help.identify.verbose")))
    .addOption(json())
    .action(
      async (
        bundle: string,
        story: string | undefined,
        options: { record?: boolean; verbose?: boolean; json?: boolean },
      ) => {
        const { identifyStories } = await import("./commands/identify.ts");
        done(await identifyStories(context, bundle, story, options));
      },
    );

  add("pack", t("help.pack"), ["pack my-day --to age1... --out my-day.private.age"])
    .addArgument(folder())
    .addOption(
      new Option("--to <key>", t("help.pack.to"))
        .argParser<string[]>((key, before = []) => [...before, key])
        .makeOptionMandatory(),
    )
    .addOption(new Option("--out <file>", t("help.pack.out")).makeOptionMandatory())
    .addOption(json())
    .action(async (bundle: string, options: { to: string[]; out: string; json?: boolean }) => {
      const { pack } = await import("./commands/pack.ts");
      done(await pack(context, bundle, options));
    });

  add("unpack", t("help.unpack"), ["unpack my-day.private.age --identity keys.txt --into my-day"])
    .addArgument(new Argument("<file>", t("help.unpack.file")))
    .addOption(new Option("--identity <keyfile>", t("help.unpack.identity")).makeOptionMandatory())
    .addOption(new Option("--into <folder>", t("help.unpack.into")).makeOptionMandatory())
    .addOption(json())
    .action(async (file: string, options: { identity: string; into: string; json?: boolean }) => {
      const { unpack } = await import("./commands/pack.ts");
      done(await unpack(context, file, options));
    });

  add("new", t("help.new"), ["new stop-code", "new placement-code"])
    .addArgument(new Argument("<what>", t("help.new.what")).choices(drawable))
    .addOption(json())
    .action(async (what: (typeof drawable)[number], options: { json?: boolean }) => {
      const { drawNew } = await import("./commands/new.ts");
      done(drawNew(context, what, options));
    });

  add("block", t("help.block"), ["block -", 'block "Rue de l’Exemple 12"'])
    .addArgument(new Argument("<phrase>", t("help.block.phrase")))
    .addOption(new Option("--key <digits>", t("help.block.key")))
    .addOption(json())
    .action(async (phrase: string, options: { json?: boolean; key?: string }) => {
      const { block } = await import("./commands/new.ts");
      done(block(context, (await typedOrPiped(phrase)) ?? "", options));
    });

  try {
    await program.parseAsync([...typed], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed" || error.code === "commander.version") return exitCodes.ok;
    if (error.code === "commander.help") return typed.length === 0 ? exitCodes.ok : exitCodes.usage;
    note(usageSentence(context, error, typed));
    return exitCodes.usage;
  }
  return exitCode;
}

/** What was typed, or, for a dash, what comes in on standard input. */
async function typedOrPiped(value: string | undefined): Promise<string | undefined> {
  return value === "-" ? (await readAll(process.stdin)).trim() : value;
}

function helpTitle(context: Context, title: string): string {
  const { t } = context;
  if (title.startsWith("Usage")) return t("help.usage");
  if (title.startsWith("Options")) return t("help.options");
  if (title.startsWith("Arguments")) return t("help.arguments");
  if (title.startsWith("Commands")) return t("help.commands");
  return title;
}

/** The parser's complaint in the reader's language; its own English words are the last resort. */
function usageSentence(context: Context, error: CommanderError, typed: readonly string[]): string {
  const { t } = context;
  const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? "";
  const command = typed.find((word) => !word.startsWith("-")) ?? "";
  switch (error.code) {
    case "commander.unknownCommand":
      return t("error.unknown-command", { name: quoted });
    case "commander.unknownOption":
      return t("error.unknown-option", { name: quoted, command });
    case "commander.missingArgument":
    case "commander.missingMandatoryOptionValue":
    case "commander.optionMissingArgument":
      return t("error.missing-argument", { name: quoted, command });
    case "commander.excessArguments":
      return t("error.excess-arguments", { command });
    default:
      return t("error.usage", { text: error.message.replace(/^error: /, "") });
  }
}
