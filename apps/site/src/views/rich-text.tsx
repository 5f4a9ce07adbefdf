/** Release text to elements. There is no markup in a release, so none can reach a page from there. */
import type { Locale } from "@bluehour/domain/locales";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import type { ReleaseBlock, TranslationState } from "@bluehour/domain/text";
import { homePath } from "@bluehour/domain/addresses";
import type { Frame } from "../frame.ts";
import { languageName } from "./format.ts";
import { langOf } from "./layout.tsx";

type Where = Pick<Frame, "edition" | "locale">;

function Run({ parts, where }: { parts: readonly Inline[]; where: Where }) {
  return (
    <>
      {parts.map((part) => {
        if (typeof part === "string") return part;
        if ("em" in part) return <em>{<Run parts={part.em} where={where} />}</em>;
        if ("strong" in part) return <strong>{<Run parts={part.strong} where={where} />}</strong>;
        // A path leads to a page of the same edition, in the language that is being read.
        const inside = part.href.startsWith("/");
        const href = inside ? homePath(where.edition.id, where.locale) + part.href : part.href;
        return (
          <a href={href} {...(inside ? {} : { rel: "noreferrer" })}>
            <Run parts={part.link} where={where} />
          </a>
        );
      })}
    </>
  );
}

function Block({ block, where, level }: { block: RichBlock; where: Where; level: 2 | 3 }) {
  if ("p" in block)
    return (
      <p>
        <Run parts={block.p} where={where} />
      </p>
    );
  if ("h" in block) {
    const run = <Run parts={block.h} where={where} />;
    return level === 2 ? <h2>{run}</h2> : <h3>{run}</h3>;
  }
  if ("quote" in block)
    return (
      <blockquote class="flow">
        {block.quote.map((line) => (
          <p>
            <Run parts={line} where={where} />
          </p>
        ))}
      </blockquote>
    );
  const items = ("ul" in block ? block.ul : block.ol).map((item) => (
    <li>
      <Run parts={item} where={where} />
    </li>
  ));
  return "ul" in block ? <ul>{items}</ul> : <ol>{items}</ol>;
}

/** Says what a reader must know of a translation before reading it; nothing where a person wrote or checked it. */
export function StateLabel({ state, lang, frame }: { state: TranslationState; lang: Locale; frame: Frame }) {
  const { t, ui } = frame;
  if (state === "human" && lang === frame.locale) return null;
  const said =
    state === "machine"
      ? t("state.machine")
      : state === "stale"
        ? t("state.stale")
        : t("state.missing", { here: languageName(ui, frame.locale), shown: languageName(ui, lang) });
  return <p class="tag">{said}</p>;
}

/** Blocks of a text. Neighbours in the same state share one label. */
export function Blocks({
  blocks,
  frame,
  level = 3,
}: {
  blocks: readonly ReleaseBlock[];
  frame: Frame;
  level?: 2 | 3;
}) {
  return (
    <>
      {blocks.map((block, index) => {
        const before = blocks[index - 1];
        const labelled =
          before === undefined || before.state !== block.state || before.lang !== block.lang ? (
            <StateLabel state={block.state} lang={block.lang} frame={frame} />
          ) : null;
        return (
          <>
            {labelled}
            <div class="flow" {...langOf(block.lang, frame.ui)}>
              {block.content.map((content) => (
                <Block block={content} where={frame} level={level} />
              ))}
            </div>
          </>
        );
      })}
    </>
  );
}
