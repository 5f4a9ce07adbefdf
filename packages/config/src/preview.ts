/** Settings of the private preview: the public pages, drawn from what it is sent. It opens no store and answers on this machine alone. */
import type { ConfigProblem, ConfigResult } from "./problem.ts";
import { privateVariables } from "./site.ts";
import { leastSecret } from "./studio.ts";
import { readMode, readOrigin, readPort, valueOf } from "./variables.ts";
import type { Mode, Variables } from "./variables.ts";

/** All that the preview knows of the world. */
export type PreviewConfig = {
  mode: Mode;
  /** Where people will reach the page that is shown. */
  origin: string;
  port: number;
  /** What a request must show. */
  secret: string;
};

/** Reads the preview's settings. It refuses what opens private data, as the site does. */
export function readPreviewConfig(variables: Variables = process.env): ConfigResult<PreviewConfig> {
  const problems: ConfigProblem[] = [];
  for (const name of privateVariables) {
    if (name !== "PREVIEW_SECRET" && variables[name] !== undefined)
      problems.push({ code: "preview-private-variable", values: { name } });
  }
  const mode = readMode(variables, problems);
  const origin = readOrigin(variables, mode, readPort(variables, "SITE_PORT", 4000, problems), problems);
  const port = readPort(variables, "PREVIEW_PORT", 4002, problems);
  const secret = valueOf(variables, "PREVIEW_SECRET") ?? "";
  if (secret.length < leastSecret)
    problems.push({ code: "preview-secret", values: { least: String(leastSecret) } });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: { mode, origin, port, secret } };
}
