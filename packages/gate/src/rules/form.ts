/** What is incomplete or contradicts itself, whoever it is about. */
import { textsOf } from "../question.ts";
import { because } from "../reason.ts";
import type { Reason } from "../reason.ts";
import type { Rule } from "../rule.ts";

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

export const formRules: readonly Rule[] = [
  {
    id: "form",
    name: "belongs-to-edition",
    level: "whole",
    check: ({ draft, edition }) =>
      draft.edition === edition.id
        ? []
        : [because("other-edition", "edition", { edition: draft.edition, expected: edition.id })],
  },
  {
    id: "form",
    name: "edition-is-released",
    level: "whole",
    check: ({ draft, editionReleased }) =>
      draft.kind === "edition" || editionReleased ? [] : [because("edition-refused", "edition")],
  },
  {
    id: "form",
    name: "id-is-unique",
    level: "whole",
    check: ({ draft, sameId }) => (sameId > 1 ? [because("id-twice", "id", { id: draft.id })] : []),
  },
  {
    id: "form",
    name: "original-text-exists",
    level: "whole",
    check: ({ draft }) =>
      draft.texts[draft.language] === undefined
        ? [because("original-missing", "language", { locale: draft.language })]
        : [],
  },
  {
    id: "form",
    name: "blocks-are-named-once",
    level: "whole",
    check: ({ draft }) =>
      textsOf(draft).flatMap(([locale, text]) =>
        repeated(text.blocks.map((block) => block.id)).map((block) =>
          because("block-twice", `texts.${locale}.blocks.${block}`, { block, locale }),
        ),
      ),
  },
  {
    id: "form",
    name: "blocks-exist-in-original",
    level: "text",
    check: ({ draft }, { locale, text }) => {
      const known = new Set<string>(draft.texts[draft.language]?.blocks.map(({ id }) => id));
      return text.blocks
        .filter((block) => !known.has(block.id))
        .map(({ id }) =>
          because("block-unknown", `texts.${locale}.blocks.${id}`, {
            block: id,
            locale,
            original: draft.language,
          }),
        );
    },
  },
  {
    id: "form",
    name: "edition-days-in-order",
    level: "whole",
    check: ({ draft }) =>
      draft.kind === "edition" && draft.data.days.last < draft.data.days.first
        ? [because("edition-days", "data.days")]
        : [],
  },
  {
    id: "form",
    name: "fact-is-still-valid",
    level: "whole",
    check: ({ draft, today }) =>
      draft.kind === "fact" && draft.data.validUntil < today
        ? [because("fact-expired", "data.validUntil", { date: draft.data.validUntil })]
        : [],
  },
  {
    id: "form",
    name: "image-has-its-file",
    level: "whole",
    check: ({ draft }) =>
      draft.kind === "image" && draft.media.length === 0
        ? [because("media-missing", "data.file", { file: draft.data.file })]
        : [],
  },
  {
    id: "form",
    name: "placement-has-its-installation",
    level: "whole",
    // Where the edition itself is refused, that is said once, and not again with each placement.
    check: ({ draft, installation, editionReleased }) =>
      draft.kind === "placement" && installation === undefined && editionReleased
        ? [
            because("installation-missing", "data.installation", {
              installation: draft.data.installation,
            }),
          ]
        : [],
  },
  {
    id: "form",
    name: "records-are-not-dated-in-the-future",
    level: "whole",
    check: ({ draft, today, consents, declarations, reviews }) => {
      const dated: [string, string][] = [
        ...consents.map((record): [string, string] => [`consents[${record.ref}].givenOn`, record.givenOn]),
        ...declarations.map((record): [string, string] => [
          `declarations[${record.ref}].declaredOn`,
          record.declaredOn,
        ]),
        ...reviews.map((record): [string, string] => [
          `reviews[${record.reviewer}].decidedOn`,
          record.decidedOn,
        ]),
        ...reviews.flatMap(({ reviewer, identification }) =>
          identification.map(({ on }): [string, string] => [`reviews[${reviewer}].identification`, on]),
        ),
      ];
      if (draft.kind === "helpline" && draft.data.verified.state === "checked")
        dated.push(["data.verified.on", draft.data.verified.on]);
      return dated.flatMap(([field, date]): Reason[] =>
        date > today ? [because("date-in-future", field, { date })] : [],
      );
    },
  },
];
