/** The front page of a day. What stands on it, and in which order, follows the phase: what is asked before a day is not what is asked after it. */
import type { Child } from "hono/jsx";
import { phaseAt } from "@bluehour/domain/phase";
import type { Phase } from "@bluehour/domain/phase";
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { lightsGlance } from "../lights/glance.ts";
import type { LightsGlance } from "../lights/glance.ts";
import { inOrder, nowAndNext } from "../programme.ts";
import type { NowAndNext } from "../programme.ts";
import type { Item } from "../views/entries.tsx";
import { HelpBox } from "../views/help.tsx";
import {
  Danger,
  Done,
  Figures,
  Join,
  Lead,
  Lights,
  NextEdition,
  Now,
  Opening,
  Programme,
  Said,
  Stories,
  Who,
} from "../views/home-parts.tsx";
import { homeSheet } from "../views/home-style.ts";
import { Layout } from "../views/layout.tsx";
import { entriesOf } from "./entries.ts";
import type { Ask } from "./page.ts";
import { definePage, parseNothing } from "./page.ts";

/** All that the front page may show; each phase takes of it what its readers ask for. */
export type Found = {
  phase: Phase;
  /** In order, of all the days. */
  items: Item[];
  now: NowAndNext<Item>;
  lights: LightsGlance;
  stories: PublicRelease<"story">[];
  statements: PublicRelease<"statement">[];
  facts: PublicRelease<"fact">[];
  appeals: PublicRelease<"appeal">[];
  organisations: PublicRelease<"organisation">[];
  image: PublicRelease<"image"> | undefined;
};

async function some<K extends Kind>(ask: Ask, kind: K, limit: number): Promise<PublicRelease<K>[]> {
  const { edition, locale } = ask.frame;
  const page = await ask.reads.list({ kind, edition: edition.id, locale, surface: "list", limit });
  return page.items;
}

export const homePage = definePage({
  surfaces: ["page", "list"],
  parse: parseNothing,
  async decide(ask): Promise<{ show: Found }> {
    const { frame, moment, reads } = ask;
    const { edition } = frame;
    const [{ items }, lights, stories, statements, facts, appeals, organisations, image] = await Promise.all([
      entriesOf(ask),
      reads.lights(edition, "list"),
      some(ask, "story", 4),
      some(ask, "statement", 3),
      some(ask, "fact", 4),
      some(ask, "appeal", 6),
      some(ask, "organisation", 24),
      edition.data.image === undefined
        ? undefined
        : reads.find({ kind: "image", edition: edition.id, id: edition.data.image, surface: "page" }),
    ]);
    return {
      show: {
        phase: phaseAt(frame.times, moment),
        items: inOrder(items),
        now: nowAndNext(items, moment),
        lights: lightsGlance(lights.spots, edition, moment),
        stories,
        statements,
        facts,
        appeals,
        organisations,
        image,
      },
    };
  },
  view(found, setting) {
    const { around, now, moment } = setting;
    const { frame } = around;
    const { t } = frame;
    const parts = { found, ...setting };
    return (
      <Layout
        around={around}
        title={frame.text.head.title}
        here=""
        hero={<Opening found={found} frame={frame} moment={moment} />}
      >
        <Danger frame={frame} />
        {orders[found.phase](parts)}
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
  // The sky and "in 12 minutes" are of this minute.
  isBrief: true,
  sheet: homeSheet,
});

type Parts = Parameters<typeof Lead>[0];

/** What readers ask first, phase by phase: how to join; what is on; what took place; what it was. */
const orders: Record<Phase, (parts: Parts) => Child> = {
  announced: (parts) => (
    <>
      <Lead {...parts}>
        <Join {...parts} />
      </Lead>
      <div class="split">
        <Now {...parts} />
        <Lights {...parts} />
      </div>
      <Stories {...parts} />
      <Figures facts={parts.found.facts} frame={parts.frame} now={parts.now} />
      <Said {...parts} />
      <Who {...parts} />
    </>
  ),
  live: (parts) => (
    <>
      <div class="split">
        <Now {...parts} />
        <Lights {...parts} />
      </div>
      <Stories {...parts} />
      <Lead {...parts}>
        <Done {...parts} title="now" />
      </Lead>
      <Said {...parts} />
      <Figures facts={parts.found.facts} frame={parts.frame} now={parts.now} />
      <Who {...parts} />
    </>
  ),
  after: (parts) => (
    <>
      <Lead {...parts}>
        <Done {...parts} title="still" />
      </Lead>
      <div class="split">
        <Programme {...parts} />
        <Lights {...parts} />
      </div>
      <Stories {...parts} />
      <Said {...parts} />
      <Figures facts={parts.found.facts} frame={parts.frame} now={parts.now} />
      <Who {...parts} />
    </>
  ),
  archived: (parts) => (
    <>
      <Lead {...parts}>
        <div>
          <NextEdition {...parts} />
          <Lights {...parts} />
        </div>
      </Lead>
      <Figures facts={parts.found.facts} frame={parts.frame} now={parts.now} />
      <Said {...parts} />
      <Stories {...parts} />
      <Programme {...parts} />
      <Who {...parts} />
    </>
  ),
};
