/** An exhibition in a place: where and when, and its spots. A spot leads on only to a story whose person allowed the web. */
import { itemPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { formatDate, formatTimes } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { Blocks } from "../views/rich-text.tsx";
import { Heading, Organisations, Picture } from "../views/things.tsx";
import { imageOf, organisationsOf } from "./gather.ts";
import type { Ask } from "./page.ts";
import { definePage, parseSlug } from "./page.ts";
import { firstLiveStory, placementsOf } from "./spots.ts";

type Spot = { placement: PublicRelease<"placement">; story: PublicRelease<"story"> | undefined };

const spotsShown = 60;

async function spotsOf(ask: Ask, installation: string): Promise<Spot[]> {
  const placements = (await placementsOf(ask, installation, "list")).slice(0, spotsShown);
  return Promise.all(
    placements.map(async (placement) => ({
      placement,
      story: await firstLiveStory(ask, placement, ["list"]),
    })),
  );
}

export const installationPage = definePage({
  surfaces: ["page", "list"],
  parse: parseSlug,
  async decide(ask, id) {
    const { edition, locale } = ask.frame;
    const thing = await ask.reads.find({ kind: "installation", edition: edition.id, id, surface: "page" });
    const text = thing?.locales[locale];
    if (thing === undefined || text === undefined) return "missing";
    const [image, organisations, spots] = await Promise.all([
      imageOf(ask, thing.data.image),
      organisationsOf(ask, thing.data.organisations),
      spotsOf(ask, id),
    ]);
    return { show: { thing, text, image, organisations, spots } };
  },
  view({ thing, text, image, organisations, spots }, { around, now }) {
    const { frame } = around;
    const { t, ui, edition, locale } = frame;
    const { opens, closes, zone } = thing.data;
    return (
      <Layout
        around={around}
        title={text.head.title}
        here={`/installations/${thing.id}`}
        part="nav.installations"
        languages={frame.languages.filter((other) => thing.locales[other] !== undefined)}
      >
        <article>
          <Heading kicker={t("nav.installations")} text={text} frame={frame} />
          <dl class="pairs open read">
            <dt>{t("thing.place")}</dt>
            <dd {...langOf(text.lang, ui)}>{text.head.place}</dd>
            <dt>{t("thing.when")}</dt>
            <dd>
              {formatDate(ui, opens, zone)}, {formatTimes(ui, opens, closes, zone)}
            </dd>
          </dl>
          <div class="flow read open">
            <Blocks blocks={text.blocks} frame={frame} level={2} />
          </div>
          <Picture image={image} frame={frame} />
        </article>
        {spots.length === 0 ? null : (
          <section class="read" aria-labelledby="spots">
            <h2 id="spots">{t("installation.spots")}</h2>
            <p class="soft">{t("installation.spots-lead")}</p>
            <ul class="rows open">
              {spots.map(({ placement, story }) => {
                const where = placement.locales[locale];
                const words = story?.locales[locale];
                if (where === undefined) return null;
                return (
                  <li>
                    <p class="small soft">
                      {t("installation.spot", { number: String(placement.data.number) })} ·{" "}
                      <span {...langOf(where.lang, ui)}>{where.head.place}</span>
                    </p>
                    {story === undefined || words === undefined ? null : (
                      <a href={itemPath(edition.id, locale, "story", story.id)} {...langOf(words.lang, ui)}>
                        {words.head.title}
                      </a>
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        )}
        {organisations.length === 0 ? null : (
          <section aria-labelledby="who">
            <h2 id="who">{t("nav.organisations")}</h2>
            <Organisations organisations={organisations} frame={frame} />
          </section>
        )}
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
});
