/**
 * Acts on the stores as the real processes do, and says on file descriptor 3 what it is about to do and what it has done, so that whoever
 * kills it knows what had been acknowledged. Its one argument is the file that holds the plan.
 */
import { readFileSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { openInboxAppender } from "@bluehour/inbox/append";
import { migrateInbox } from "@bluehour/inbox/migrations";
import { openInboxReader } from "@bluehour/inbox/read";
import { openReleaseWriter } from "@bluehour/releases/write";
import type { ReleaseWriter } from "@bluehour/releases/write";
import type { Action, Line, Plan, Result, Step } from "./actions.ts";
import { idOf, publicationOf } from "./world.ts";

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
const now = () => new Date();

function say(line: Line): void {
  // Written by the kernel before the next instruction runs: a line that was said is heard, however we end.
  writeSync(3, `${JSON.stringify(line)}\n`);
}

async function openWriter(): Promise<ReleaseWriter> {
  return await openReleaseWriter({
    location: plan.releases,
    mediaFolder: plan.mediaFolder,
    tombstoneLog: plan.tombstoneLog,
    now,
  });
}

let current: Step = { do: "reopen" };

async function step(action: Step, work: () => Promise<Result>): Promise<void> {
  current = action;
  say({ begin: action });
  say({ end: action, result: await work() });
}

async function withdrawn(outcome: Awaited<ReturnType<ReleaseWriter["withdraw"]>>): Promise<Result> {
  return {
    withdraw: outcome.ok
      ? { ok: true, already: outcome.already, erasedAt: outcome.erasedAt }
      : { ok: false, already: false, erasedAt: undefined },
  };
}

await migrateInbox(plan.inbox);
let writer = await openWriter();
const appender = await openInboxAppender({ location: plan.inbox, now });
say({ ready: true });

async function settle(): Promise<void> {
  const inbox = await openInboxReader({ location: plan.inbox });
  const buried = new Set((await writer.tombstones()).map(({ id }) => id));
  const stops = await inbox.stops();
  await inbox.close();
  for (const { id, at } of stops) {
    if (buried.has(id)) continue;
    await step({ do: "settle-one", id }, async () =>
      withdrawn(await writer.withdraw({ id, door: "stop", at })),
    );
  }
}

async function act(action: Action): Promise<void> {
  switch (action.do) {
    case "publish":
      return await step(action, async () => {
        const outcome = await writer.publish(publicationOf(plan.seed, action.edition, action.offer));
        if (!outcome.ok) throw new Error(`The edition belongs to ${outcome.owner}.`);
        const { added, changed, removed, refused, unchanged } = outcome;
        return { publish: { added, changed, removed, refused, unchanged } };
      });
    case "withdraw":
      return await step(action, async () =>
        withdrawn(await writer.withdraw({ id: idOf(plan.seed, action.thing), door: action.door })),
      );
    case "stop":
      return await step(action, async () => {
        await appender.appendStop(idOf(plan.seed, action.thing));
        return { done: true };
      });
    case "settle":
      return await settle();
    case "repair":
      return await step(action, async () => {
        await writer.repair();
        return { done: true };
      });
    case "reopen":
      return await step(action, async () => {
        await writer.close();
        writer = await openWriter();
        return { done: true };
      });
  }
}

/** An error and what caused it, in one line. */
function chainOf(error: unknown): string {
  const chain: string[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause)
    chain.push(`${cause.name}: ${cause.message}`);
  return chain.join(" <- ");
}

/** Why the writer that just failed cannot go on, if it cannot: a supervisor holds one for months, and databases restart. */
async function recovers(): Promise<string | undefined> {
  let reason = "";
  // Each attempt may meet one more connection of the pool that is dead and has not noticed.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      // One that was being opened anew is closed already.
      if (current.do === "reopen") writer = await openWriter();
      await writer.editions();
      await appender.stops();
      return undefined;
    } catch (error) {
      reason = chainOf(error);
      await wait(20);
    }
  }
  return reason;
}

try {
  for (const action of plan.actions) await act(action);
  await writer.close();
  await appender.close();
  say({ finished: true });
} catch (error) {
  say({ failed: current, error: chainOf(error), stuck: await recovers() });
  process.exit(1);
}
