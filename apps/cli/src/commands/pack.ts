/** `bluehour pack` and `bluehour unpack`: hand over private records in a file that only named people can open. */
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  identitiesIn,
  packPrivate,
  unpackPrivate,
  writePacked,
  writePrivate,
} from "@bluehour/bundle/private-pack";
import type { PrivateHalf } from "@bluehour/bundle/private-pack";
import { Refusal, exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { isSystemError } from "../explain.ts";
import { load, problemAsJson, sayProblems } from "../publish-bundle.ts";
import type { Loaded } from "../publish-bundle.ts";
import { formatProblem } from "@bluehour/bundle/problem";

type Problems = Extract<Loaded, { ok: false }>["problems"];

/** No edition has so many records; a file that large is something else. */
const largestFile = 64 * 1024 * 1024;

export async function pack(
  context: Context,
  folder: string,
  { to, out, json }: { to: string[]; out: string; json?: boolean },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...(json ? { json } : {}), tell: note });
    return exitCodes.mend;
  }
  const { bundle } = loaded;
  const packed = await packPrivate(bundle.edition.id, bundle, to);
  if (!packed.ok) return refuse(context, packed.problems, json);
  const written = writePacked(out, packed.file);
  if (!written.ok) {
    refuse(context, written.problems, json);
    return exitCodes.machine;
  }
  const records = countsOf(bundle);
  if (json) say(JSON.stringify({ ok: true, edition: bundle.edition.id, file: out, records }, null, 2));
  else say(t("pack.done", { file: out, edition: bundle.edition.id, keys: to.length, ...records }));
  return exitCodes.ok;
}

export async function unpack(
  context: Context,
  file: string,
  { identity, into, json }: { identity: string; into: string; json?: boolean },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const keys = identitiesIn((await read(context, identity)).toString("utf8"));
  const opened = await unpackPrivate(await read(context, file), keys);
  if (!opened.ok) return refuse(context, opened.problems, json);
  const loaded = await load(into);
  if (!loaded.ok) {
    sayProblems(context, into, loaded.problems, { ...(json ? { json } : {}), tell: note });
    return exitCodes.mend;
  }
  const { edition } = loaded.bundle;
  if (edition.id !== opened.edition) {
    const message = t("unpack.edition", { file, edition: opened.edition, folder: into, other: edition.id });
    if (json) say(JSON.stringify({ ok: false, problems: [{ code: "edition", message }] }, null, 2));
    else note(message);
    return exitCodes.mend;
  }
  const written = writePrivate(into, opened.records, { sample: edition.data.sample });
  if (!written.ok) {
    refuse(context, written.problems, json);
    return written.problems.some(({ code }) => code === "write-failed") ? exitCodes.machine : exitCodes.mend;
  }
  const records = countsOf(opened.records);
  if (json) say(JSON.stringify({ ok: true, edition: edition.id, folder: into, records }, null, 2));
  else say(t("unpack.done", { folder: into, edition: edition.id, ...records }));
  return exitCodes.ok;
}

function countsOf({ consents, declarations, reviews, acts, blocked }: PrivateHalf) {
  return {
    consents: consents.length,
    declarations: declarations.length,
    reviews: reviews.length,
    acts: acts.length,
    blocked: blocked?.phrases.length ?? 0,
  };
}

function refuse(context: Context, problems: Problems, json: boolean | undefined): ExitCode {
  if (json) {
    const asJson = problems.map((problem) => problemAsJson(context, problem));
    context.say(JSON.stringify({ ok: false, problems: asJson }, null, 2));
  } else for (const problem of problems) context.note(formatProblem(problem, context.locale));
  return exitCodes.mend;
}

async function read(context: Context, file: string): Promise<Buffer> {
  try {
    if ((await stat(resolve(file))).size <= largestFile) return await readFile(resolve(file));
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  throw new Refusal(exitCodes.mend, context.t("unpack.unreadable", { file }));
}
