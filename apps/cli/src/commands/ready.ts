/** `bluehour ready`: what is still to be done before the day, by whose turn it is, and on the day what happens now. Changes nothing. */
import { happeningsOf, nowAndNext } from "@bluehour/bundle/happenings";
import type { Happening, NowAndNext } from "@bluehour/bundle/happenings";
import type { Bundle } from "@bluehour/bundle/load";
import type { DraftText } from "@bluehour/domain/text";
import { readinessOf, todoSentence } from "@bluehour/gate/readiness";
import type { Readiness, Responsible } from "@bluehour/gate/readiness";
import { gateMessages } from "@bluehour/i18n/gate";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { coverageTable, languageName } from "../coverage-table.ts";
import { gateContext, knownOf, load, sayProblems } from "../publish-bundle.ts";
import { tableOf } from "../table.ts";

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
  const { bundle } = loaded;
  const readiness = readinessOf(gateContext(context, bundle, await knownOf(context, bundle)));
  const moment = readiness.isOn
    ? nowAndNext(happeningsOf(bundle.edition, bundle.drafts), context.now())
    : undefined;
  if (options.json) sayAsJson(context, readiness, moment);
  else sayInWords(context, bundle, readiness, moment);
  return exitCodes.ok;
}

function sayAsJson(
  { say, locale }: Context,
  { todos, ...rest }: Readiness,
  moment: NowAndNext | undefined,
): void {
  const told = todos.map((todo) => ({
    hand: todo.hand,
    who: todo.who,
    blocking: todo.isBlocking,
    kind: todo.kind,
    id: todo.id,
    origin: todo.origin,
    field: todo.field,
    due: todo.due,
    code: "reason" in todo ? todo.reason.code : todo.code,
    message: todoSentence(todo, locale),
  }));
  const asInstants = ({ start, end, isOpen, ...happening }: Happening) => ({
    ...happening,
    start: new Date(start).toISOString(),
    ...(isOpen ? {} : { end: new Date(end).toISOString() }),
  });
  const now = moment && {
    on: moment.on.map(asInstants),
    next: moment.next.map(asInstants),
    later: moment.later,
  };
  say(JSON.stringify({ ...rest, ...(now === undefined ? {} : { now }), todos: told }, null, 2));
}

function sayInWords(
  context: Context,
  bundle: Bundle,
  readiness: Readiness,
  moment: NowAndNext | undefined,
): void {
  const { t, say, locale } = context;
  const { daysToGo, todos, coverage, counts } = readiness;
  say(daysToGo >= 0 ? t("ready.days", { days: daysToGo }) : t("ready.since", { days: -daysToGo }));
  if (moment !== undefined) sayMoment(context, bundle, moment);
  const g = gateMessages(locale);
  const groups = Map.groupBy(todos, ({ isBlocking, hand }) =>
    isBlocking ? `${g(`hand.${hand}`)} · ${t("ready.blocking")}` : g(`hand.${hand}`),
  );
  for (const [heading, group] of groups) {
    say(`\n${heading}`);
    for (const todo of group) {
      const who = todo.who.length === 0 ? "" : `  (${namesOf(bundle, todo.who, locale)})`;
      say(`  ${todo.origin}${who}\n    ${todoSentence(todo, locale)}`);
    }
  }
  say("");
  const heads = [t("ready.all"), t("ready.public"), t("ready.waiting")];
  const kindRows = counts.map(
    (count) => [`  ${t(`kind.${count.kind}`)}`, count.all, count.public, count.waiting] as const,
  );
  for (const line of tableOf(heads, kindRows)) say(line);
  say(`\n${t("ready.coverage")}`);
  const rows = coverage.map((row) => ({ ...row, name: `  ${languageName(context, row.locale)}` }));
  for (const line of coverageTable(context, rows)) say(line);
  const blocking = todos.filter(({ isBlocking }) => isBlocking).length;
  say(`\n${todos.length === 0 ? t("ready.nothing") : t("ready.count", { count: todos.length, blocking })}`);
}

/** Ids of staff as they stand in the records, organisations by their names. */
function namesOf(bundle: Bundle, who: readonly Responsible[], locale: string): string {
  return who
    .map((one) => ("staff" in one ? one.staff : titleOf(bundle, "organisation", one.organisation, locale)))
    .join(", ");
}

function titleOf({ drafts }: Bundle, kind: string, id: string, locale: string): string {
  const draft = drafts.find((one) => one.kind === kind && one.id === id);
  const text = draft && ((draft.texts[locale] ?? draft.texts[draft.language]) as DraftText | undefined);
  return text !== undefined && "title" in text.head ? (text.head.title ?? id) : id;
}

function sayMoment(context: Context, bundle: Bundle, { on, next, later }: NowAndNext): void {
  const { t, say, locale } = context;
  const { zone } = bundle.edition.data;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short", timeZone: zone });
  const line = ({ start, end, isOpen, kind, id }: Happening): string =>
    `  ${isOpen ? format.format(start) : format.formatRange(start, end)}  ${titleOf(bundle, kind, id, locale)}`;
  say(`\n${t("ready.now", { zone })}`);
  for (const happening of on) say(line(happening));
  if (on.length === 0) say(`  ${t("ready.now-nothing")}`);
  say(`\n${t("ready.next")}`);
  for (const happening of next) say(line(happening));
  if (next.length === 0) say(`  ${t("ready.next-nothing")}`);
  if (later > 0) say(`  ${t("ready.later", { count: later })}`);
}
