/** S3: withdrawn is withdrawn, and everybody who tells can stop it without an account. */
import { because } from "../reason.ts";
import type { Rule } from "../rule.ts";

export const withdrawalRules: readonly Rule[] = [
  {
    id: "S3",
    name: "no-record-is-withdrawn",
    level: "whole",
    // Any of them, whatever its date: who withdrew is public again only by a new consent for a new id.
    check: ({ consents, declarations }) => [
      ...consents.flatMap(({ ref, withdrawnOn }) =>
        withdrawnOn === undefined
          ? []
          : [because("withdrawn", `consents[${ref}].withdrawnOn`, { date: withdrawnOn })],
      ),
      ...declarations.flatMap(({ ref, withdrawnOn }) =>
        withdrawnOn === undefined
          ? []
          : [because("withdrawn", `declarations[${ref}].withdrawnOn`, { date: withdrawnOn })],
      ),
    ],
  },
  {
    id: "S3",
    name: "no-tombstone",
    level: "whole",
    check: ({ draft, tombstoned }) => (tombstoned ? [because("tombstoned", "id", { id: draft.id })] : []),
  },
  {
    id: "S3",
    name: "picture-goes-with-its-story",
    level: "whole",
    check: ({ draft, outlivesStory }) =>
      outlivesStory ? [because("picture-without-story", "id", { image: draft.id })] : [],
  },
  {
    id: "S3",
    name: "teller-has-stop-code",
    level: "whole",
    check: ({ draft, ground, needs }) =>
      draft.kind === "story" && ground !== undefined && ground.stopHash === undefined
        ? [because("stop-code-missing", `${needs}s[${ground.ref}].stopHash`)]
        : [],
  },
  {
    id: "S3",
    name: "stop-code-stops-one-story",
    level: "whole",
    // A code typed on the site darkens one story: held by two, it would leave the other one public.
    check: ({ ground, needs, stopCodeShared }) =>
      ground !== undefined && stopCodeShared
        ? [because("stop-code-shared", `${needs}s[${ground.ref}].stopHash`)]
        : [],
  },
];
