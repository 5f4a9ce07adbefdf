/** From a withdrawal to dark at every site: with 100 and 10,000 stories, one and two site processes, and through the command. */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../tools/sources.ts";
import { contentsOf, storyPath } from "./data-folder.ts";
import type { Contents } from "./data-folder.ts";
import type { Withdrawn } from "./dark.child.ts";
import { monotonicNow } from "./monotonic.ts";
import { connect, phoneHeaders } from "./raw-http.ts";
import { judged, median, number, percentile } from "./row.ts";
import type { Row } from "./row.ts";
import type { Running, Site, Surroundings } from "./surroundings.ts";

const withdrawals = 100;
/** No setting takes longer than this, in milliseconds; what was measured by then counts, and the note says how many. */
const patience = 95_000;
const burst = 10;
const commands = 5;
/** Pairs of which the second is withdrawn while the first one's bytes are being erased, and how much later, in milliseconds. */
const pairs = 5;
const pairDelay = 200;

type Story = Contents["stories"][number];
type Writer = { withdraw: (id: string) => Promise<Withdrawn>; running: Running };

export async function measureDark(here: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const stories of [100, 10_000]) {
    for (const siteCount of [1, 2]) {
      rows.push(...(await measureSetting(here, stories, siteCount)));
    }
  }
  return rows;
}

async function measureSetting(here: Surroundings, storyCount: number, siteCount: number): Promise<Row[]> {
  const size = {
    // So many that a hundred can be withdrawn and there are still some.
    stories: storyCount === 100 ? withdrawals + burst + commands + 2 * pairs : storyCount,
    words: 800,
    placements: 100,
  };
  const data = await here.store(size);
  const { stories } = contentsOf(data);
  const writer = await startWriter(here, data);
  const sites: Site[] = [];
  for (let index = 0; index < siteCount; index += 1) sites.push(await here.site(data));
  here.say(`dark: ${storyCount} stories, ${siteCount} site(s)`);
  const setting = `${number(storyCount)} stories, ${siteCount} site${siteCount === 1 ? "" : "s"}`;

  const dark: number[] = [];
  const afterwards: number[] = [];
  const acknowledged: number[] = [];
  const from = monotonicNow();
  for (const story of stories.slice(0, withdrawals)) {
    if (monotonicNow() - from > patience) break;
    const { withdrawn, darkAt } = await withdrawWatched(sites, story, () => writer.withdraw(story.id));
    dark.push(darkAt - withdrawn.called);
    acknowledged.push(withdrawn.acknowledged - withdrawn.called);
    afterwards.push(darkAt - withdrawn.acknowledged);
  }
  const rows: Row[] = [
    judged(
      {
        part: "dark",
        measure: `withdraw to dark everywhere, 99th percentile: ${setting}`,
        value: percentile(dark, 0.99),
        unit: "ms",
        note:
          `${dark.length} withdrawals${dark.length < withdrawals ? " (no more in the time allowed: the longest)" : ""}; median ${number(median(dark))}, longest ${number(Math.max(...dark))}; acknowledged, erasure done, ` +
          `after ${number(median(acknowledged))} (median); last site dark ${number(Math.max(...afterwards))} after that at worst`,
      },
      "below",
      1000,
    ),
  ];

  if (siteCount === 2) {
    const together = stories.slice(withdrawals, withdrawals + burst);
    rows.push(
      judged(
        {
          part: "dark",
          measure: `${burst} withdrawn at the same moment, the last one dark: ${setting}`,
          value: await withdrawTogether(sites, together, writer),
          unit: "ms",
          note: "all through one writer, as when somebody darkens one after the other without waiting",
        },
        "below",
        1000,
      ),
    );
    const second: number[] = [];
    const paired = stories.slice(withdrawals + burst + commands, withdrawals + burst + commands + 2 * pairs);
    for (let index = 0; index + 1 < paired.length; index += 2) {
      const [former, latter] = paired.slice(index, index + 2) as [Story, Story];
      const erasing = writer.withdraw(former.id);
      await wait(pairDelay);
      const called = monotonicNow();
      const { darkAt } = await withdrawWatched(sites, latter, () => writer.withdraw(latter.id));
      second.push(darkAt - called);
      await erasing;
    }
    rows.push(
      judged(
        {
          part: "dark",
          measure: `withdrawn ${pairDelay} ms after another, longest of ${pairs}: ${setting}`,
          value: Math.max(...second),
          unit: "ms",
          note: `median ${number(median(second))}; the first one's bytes are being erased meanwhile, by the same process`,
        },
        "below",
        1000,
      ),
    );
    const byCommand: number[] = [];
    for (const story of stories.slice(withdrawals + burst, withdrawals + burst + commands)) {
      const { withdrawn, darkAt } = await withdrawWatched(sites, story, () =>
        withdrawByCommand(here, data, story),
      );
      byCommand.push(darkAt - withdrawn.called);
    }
    rows.push({
      part: "dark",
      measure: `\`bluehour withdraw\` typed to dark everywhere, longest of ${commands}: ${setting}`,
      value: Math.max(...byCommand),
      unit: "ms",
      note: `median ${number(median(byCommand))}; the start of Node and of the command included, beside a supervisor that holds the store`,
    });
  }

  for (const site of sites) await site.end();
  await writer.running.end();
  return rows;
}

async function startWriter(here: Surroundings, data: string): Promise<Writer> {
  const running = here.start(process.execPath, [`${root}/bench/dark.child.ts`, data], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const { child } = running;
  const waiting = new Map<string, (withdrawn: Withdrawn) => void>();
  await once(child, "message");
  child.on("message", (message: Withdrawn) => waiting.get(message.id)?.(message));
  return {
    running,
    withdraw(id) {
      const { promise, resolve } = Promise.withResolvers<Withdrawn>();
      waiting.set(id, resolve);
      child.send({ id });
      return promise;
    },
  };
}

async function withdrawByCommand(here: Surroundings, data: string, story: Story): Promise<Withdrawn> {
  const called = monotonicNow();
  const { child, end } = here.start(
    process.execPath,
    [`${root}/apps/cli/bin/bluehour.mjs`, "withdraw", story.id, "--json"],
    {
      variables: { BLUEHOUR_DATA: data },
    },
  );
  const [code] = (await once(child, "close")) as [number];
  await end();
  return { id: story.id, called, acknowledged: monotonicNow(), ok: code === 0 };
}

/** Asks a site for a story, about once a millisecond on one kept connection, and resolves at the first answer that is dark. */
async function watch(site: Site, story: Story): Promise<{ isSeen: Promise<void>; isDark: Promise<number> }> {
  const connection = await connect(site.port);
  const path = storyPath(story);
  const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
  const isDark = (async () => {
    try {
      for (;;) {
        const { status } = await connection.get(path, phoneHeaders);
        if (status === 410) return monotonicNow();
        if (status !== 200) throw new Error(`${path} answered ${status}.`);
        seen();
        await wait(1);
      }
    } finally {
      connection.close();
    }
  })();
  return { isSeen, isDark };
}

async function withdrawWatched(
  sites: readonly Site[],
  story: Story,
  withdraw: () => Promise<Withdrawn>,
): Promise<{ withdrawn: Withdrawn; darkAt: number }> {
  const watches = await Promise.all(sites.map((site) => watch(site, story)));
  await Promise.race([
    Promise.all(watches.map(({ isSeen }) => isSeen)),
    Promise.all(watches.map(({ isDark }) => isDark)).then(() => {
      throw new Error(`The story ${story.id} was dark before it was withdrawn.`);
    }),
  ]);
  const [withdrawn, ...dark] = await Promise.all([withdraw(), ...watches.map(({ isDark }) => isDark)]);
  if (!withdrawn.ok) throw new Error(`The story ${story.id} could not be withdrawn.`);
  return { withdrawn, darkAt: Math.max(...dark) };
}

async function withdrawTogether(
  sites: readonly Site[],
  stories: readonly Story[],
  writer: Writer,
): Promise<number> {
  const watches = await Promise.all(sites.flatMap((site) => stories.map((story) => watch(site, story))));
  await Promise.all(watches.map(({ isSeen }) => isSeen));
  const called = monotonicNow();
  const [dark] = await Promise.all([
    Promise.all(watches.map(({ isDark }) => isDark)),
    Promise.all(stories.map(({ id }) => writer.withdraw(id))),
  ]);
  return Math.max(...dark) - called;
}
