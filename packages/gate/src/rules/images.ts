/** S11: pictures. Who is shown is asked by S1 and S5; here are made-up people and those who cannot see the picture. */
import { because } from "../reason.ts";
import type { Rule } from "../rule.ts";
import { hasWords } from "./naming.ts";

export const imageRules: readonly Rule[] = [
  {
    id: "S11",
    name: "no-made-up-people",
    level: "whole",
    check: ({ draft }) =>
      draft.kind === "image" &&
      draft.data.made === "ai-generated" &&
      (draft.data.persons !== "none" || draft.data.minors)
        ? [because("ai-people", "data.made")]
        : [],
  },
  {
    id: "S11",
    name: "consent-is-for-the-picture",
    level: "whole",
    check: ({ draft, needs, ground }) =>
      draft.kind === "image" && ground !== undefined && !ground.uses.includes("image")
        ? [because("image-not-allowed", `${needs}s[${ground.ref}].uses`)]
        : [],
  },
  {
    id: "S11",
    name: "alt-text",
    level: "text",
    check: ({ draft }, { locale, text }) =>
      draft.kind === "image" && !hasWords(text.head, "alt")
        ? [because("alt-missing", `texts.${locale}.head.alt`, { locale })]
        : [],
  },
];
