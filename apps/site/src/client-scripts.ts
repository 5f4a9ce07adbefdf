/**
 * The few scripts that make a page livelier; every page works without them. Each is one file in client/ that imports nothing but types, turned into
 * what browsers run when it is first asked for, and named by its content so that it may be kept for good.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { keptTransform } from "./kept-transform.ts";

/** Names of the files in client/ that a page asks for. */
export type ScriptName = "lights" | "times";

/** Names of those that a page holds in itself, so that a story behind a code stays one answer. */
export type InlineName = "exit" | "story";

const names: readonly ScriptName[] = ["lights", "times"];

export type ClientScript = { path: string; body: string };

const made = new Map<ScriptName, ClientScript>();

function bodyOf(name: ScriptName | InlineName): string {
  const source = readFileSync(new URL(`./client/${name}.ts`, import.meta.url), "utf8");
  return keptTransform(source, { loader: "ts", format: "iife", target: "es2020", minify: true }).trim();
}

/** The scripts that pages hold, as they stand in them; the headers name each by its hash. */
export const inlineScripts: Readonly<Record<InlineName, string>> = {
  exit: bodyOf("exit"),
  story: bodyOf("story"),
};

/** The script and its address. */
export function clientScript(name: ScriptName): ClientScript {
  let script = made.get(name);
  if (script === undefined) {
    const body = bodyOf(name);
    const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
    script = { path: `/assets/${name}.${hash}.js`, body };
    made.set(name, script);
  }
  return script;
}

/** The script that has this address now. */
export function scriptAt(path: string): ClientScript | undefined {
  const name = names.find((known) => path.startsWith(`/assets/${known}.`));
  const script = name === undefined ? undefined : clientScript(name);
  return script?.path === path ? script : undefined;
}
