/** For tests: a page without the scripts that it holds itself, so that any other script in it is found. */
import { inlineScripts } from "./client-scripts.ts";

export function withoutHeldScripts(html: string): string {
  return Object.values(inlineScripts).reduce(
    (rest, body) => rest.replaceAll(`<script>${body}</script>`, ""),
    html,
  );
}
