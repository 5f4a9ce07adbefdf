/** Starts the whole day as a person would, on a free port and an empty data folder, and keeps everything that it says. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { environment } from "@bluehour/config/environment";
import { freePort } from "../tools/free-port.ts";
import { root } from "../tools/sources.ts";

export type RunningDay = {
  origin: string;
  data: string;
  process: ChildProcess;
  /** All that was written to standard output and error so far. */
  log: () => string;
  /** SIGTERM, and the exit code. */
  end: () => Promise<number | null>;
};

/** The environment of a command under test: nothing of the developer's own settings. */
export function cleanEnvironment(more: Record<string, string>): Record<string, string> {
  return { PATH: environment()["PATH"] ?? "", HOME: environment()["HOME"] ?? "/", LANG: "en", ...more };
}

export async function startDay(options: {
  data: string;
  bundle: string;
  variables?: Record<string, string>;
}): Promise<RunningDay> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [`${root}/apps/cli/src/main.ts`, "start", "--bundle", options.bundle],
    {
      cwd: root,
      env: cleanEnvironment({ BLUEHOUR_DATA: options.data, SITE_PORT: String(port), ...options.variables }),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const hear = (chunk: Buffer) => {
    log += chunk.toString("utf8");
    if (log.includes("Ctrl-C")) resolve();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  child.once("exit", (code) => reject(new Error(`It ended with ${code} before it was ready:\n${log}`)));
  await ready;
  return {
    origin: `http://127.0.0.1:${port}`,
    data: options.data,
    process: child,
    log: () => log,
    end: async () => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    },
  };
}

/** Runs one `bluehour` command to its end. */
export async function bluehour(
  words: string[],
  options: { data: string; variables?: Record<string, string> },
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [`${root}/apps/cli/src/main.ts`, ...words], {
    cwd: root,
    env: cleanEnvironment({ BLUEHOUR_DATA: options.data, ...options.variables }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}
