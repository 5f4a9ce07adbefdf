/** The page of one thing: its heading, what is known of it beside its text, where that comes from, and who takes part. */
import { sections } from "@bluehour/domain/addresses";
import type { PagedKind } from "@bluehour/domain/addresses";
import type { Source } from "@bluehour/domain/primitives";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseText } from "@bluehour/domain/text";
import type { SiteKey } from "@bluehour/i18n/site";
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import type { Setting } from "../pages/page.ts";
import { Layout } from "./layout.tsx";
import { viewerTimes } from "./moment.tsx";
import { Blocks, StateLabel } from "./rich-text.tsx";
import { Heading, Organisations, Picture, SourceLine } from "./things.tsx";

/** A name and what is to be said; nothing where it is not known. */
export type Pair = readonly [name: string, value: Child] | undefined;

type PieceProps = {
  setting: Setting;
  thing: PublicRelease<Exclude<PagedKind, "story">>;
  text: ReleaseText<Exclude<PagedKind, "story">>;
  part: SiteKey;
  /** How it stands at this moment, under the heading. */
  standing?: Child;
  pairs: readonly Pair[];
  /** What can be done with it, under the pairs. */
  actions?: Child;
  /** Before its text: a map. */
  chart?: Child;
  image?: PublicRelease<"image"> | undefined;
  source?: Source | undefined;
  /** The last words of its own text. */
  closing?: Child;
  organisations?: readonly PublicRelease<"organisation">[];
  /** What follows it, with headings of their own. */
  children?: Child;
  /** Where the others of its kind are. */
  back?: { href: string; words: string };
};

export function Pairs({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <dl class="pairs">
      {pairs.map((pair) =>
        pair === undefined ? null : (
          <>
            <dt>{pair[0]}</dt>
            <dd>{pair[1]}</dd>
          </>
        ),
      )}
    </dl>
  );
}

/** The text of a thing in the reader's language; a page is only made where there is one. */
export function textOf<K extends PagedKind>(thing: PublicRelease<K>, { locale }: Frame): ReleaseText<K> {
  const text = thing.locales[locale] as ReleaseText<K> | undefined;
  if (text === undefined)
    throw new TypeError(`A ${thing.kind} was rendered in ${locale}, in which it does not exist.`);
  return text;
}

export function Piece(props: PieceProps) {
  const { thing, text, part, organisations = [], back } = props;
  const { around } = props.setting;
  const { frame } = around;
  return (
    <Layout
      around={around}
      title={text.head.title}
      here={`/${sections[thing.kind]}/${thing.id}`}
      part={part}
      languages={frame.languages.filter((other) => thing.locales[other] !== undefined)}
    >
      <article class="piece" {...viewerTimes(frame)}>
        <div>
          <Heading kicker={frame.t(part)} text={text} frame={frame} />
          {text.state === "human" ? null : <StateLabel state={text.state} lang={text.lang} frame={frame} />}
          {props.standing}
        </div>
        <div class="beside flow">
          <Pairs pairs={props.pairs} />
          {props.actions}
        </div>
        <div>
          {props.chart}
          <div class="flow">
            <Blocks blocks={text.blocks} frame={frame} level={2} />
          </div>
          <Picture image={props.image} frame={frame} />
          <div class="gap">
            <SourceLine source={props.source} frame={frame} />
          </div>
          {props.closing}
        </div>
      </article>
      {organisations.length === 0 ? null : (
        <section aria-labelledby="who">
          <h2 id="who">{frame.t("nav.organisations")}</h2>
          <Organisations organisations={organisations} frame={frame} />
        </section>
      )}
      {props.children}
      {back === undefined ? null : (
        <p class="gap">
          <a href={back.href}>{back.words}</a>
        </p>
      )}
    </Layout>
  );
}
