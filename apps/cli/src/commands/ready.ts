/** `bluehour ready`: what is still to be done before the day, by whose turn it is. Changes nothing. */
import { readinessOf, todoSentence } from "@bluehour/gate/readiness";
import type { Readiness } from "@bluehour/gate/readiness";
import { gateMessages } from "@bluehour/i18n/gate";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { coverageTable, languageName } from "../coverage-table.ts";
import { gateContext, knownOf, load, sayProblems } from "../publish-bundle.ts";

export async function ready(
  context: Context,
  folder: string,
  options: { json?: boolean },
): Promise<ExitCode> {
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: context.say });
    return exitCodes.mend;
  }
  const readiness = readinessOf(gateContext(context, loaded.bundle, await knownOf(context, loaded.bundle)));
  if (options.json) sayAsJson(context, readiness);
  else sayInWords(context, readiness);
  return exitCodes.ok;
}

function sayAsJson({ say, locale }: Context, { todos, ...rest }: Readiness): void {
  const told = todos.map((todo) => ({
    hand: todo.hand,
    blocking: todo.isBlocking,
    kind: todo.kind,
    id: todo.id,
    origin: todo.origin,
    code: "reason" in todo ? todo.reason.code : todo.code,
    message: todoSentence(todo, locale),
  }));
  say(JSON.stringify({ ...rest, todos: told }, null, 2));
}

function sayInWords(context: Context, { daysToGo, todos, coverage }: Readiness): void {
  const { t, say, locale } = context;
  say(daysToGo >= 0 ? t("ready.days", { days: daysToGo }) : t("ready.since", { days: -daysToGo }));
  const g = gateMessages(locale);
  const groups = Map.groupBy(todos, ({ isBlocking, hand }) =>
    isBlocking ? `${g(`hand.${hand}`)} · ${t("ready.blocking")}` : g(`hand.${hand}`),
  );
  for (const [heading, group] of groups) {
    say(`\n${heading}`);
    for (const todo of group) say(`  ${todo.origin}\n    ${todoSentence(todo, locale)}`);
  }
  say(`\n${t("ready.coverage")}`);
  const rows = coverage.map((row) => ({ ...row, name: `  ${languageName(context, row.locale)}` }));
  for (const line of coverageTable(context, rows)) say(line);
  const blocking = todos.filter(({ isBlocking }) => isBlocking).length;
  say(`\n${todos.length === 0 ? t("ready.nothing") : t("ready.count", { count: todos.length, blocking })}`);
}
