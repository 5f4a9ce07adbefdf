/** One address of each type of page of the sample day, for those checks that must see them all. */
import { isStoryId } from "@bluehour/domain/codes";
import { bluehour } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";

export type Samples = { stories: string[]; codes: string[] };

/** The stories that a language's list shows, and the codes on the ground. */
export async function samplesOf(day: RunningDay): Promise<Samples> {
  const list = await (await fetch(`${day.origin}/2020/fr/stories`)).text();
  const stories = [
    ...new Set([...list.matchAll(/\/2020\/fr\/stories\/(\w{10})"/g)].map(([, id]) => id ?? "")),
  ].filter(isStoryId);
  const { out } = await bluehour(["placements", "--json"], { data: day.data });
  return { stories, codes: (JSON.parse(out) as { code: string }[]).map(({ code }) => code) };
}

/** Addresses below the day's own, each another type of page or another state of one. */
export function pageTypes(locale: string, { stories, codes }: Samples): string[] {
  const base = `/2020/${locale}`;
  return [
    // The day as it is announced, as it goes on, just over, and as a record.
    `${base}?at=2020-07-01T10:00:00Z`,
    `${base}?at=2020-07-30T18:00:00Z`,
    `${base}?at=2020-08-05T10:00:00Z`,
    base,
    `${base}/stories`,
    `${base}/stories/${stories[0]}`,
    `${base}/installations`,
    `${base}/installations/shadows`,
    `${base}/events`,
    `${base}/events?by=place&at=2020-07-30T09:20:00Z`,
    `${base}/events?by=organisation&at=2020-07-30T09:20:00Z`,
    `${base}/events/noon`,
    `${base}/statements`,
    `${base}/statements/trust-of-victims`,
    `${base}/organisations`,
    `${base}/organisations/pag-asa`,
    `${base}/references`,
    `${base}/references/a-res-55-25`,
    `${base}/landmarks`,
    `${base}/landmarks/brussels-city-hall`,
    `${base}/landmarks/brussels-city-hall/letter`,
    `${base}/lights`,
    `${base}/lights/be?at=2020-07-30T19:50:00Z`,
    `${base}/lights/be/brussels`,
    `${base}/lights/screen?at=2020-07-30T19:50:00Z`,
    `${base}/lights/embed`,
    `${base}/ways`,
    `${base}/help`,
    `${base}/help/fr`,
    `${base}/search`,
    `${base}/search?q=police`,
    `${base}/code`,
    `${base}/code?code=${codes[0]}`,
    `${base}/code?code=4F7`,
    `${base}/about`,
    `${base}/privacy`,
    `${base}/stop`,
    `${base}/stories/0000000000`,
    `${base}/nothing-here`,
    `/s/${codes[0]}`,
    // Number 6 of the sample leads to no story.
    `/s/${codes[5]}`,
    "/s/0000001",
  ];
}
