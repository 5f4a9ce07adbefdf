/**
 * Keeps a child process running: its own environment and nothing else of ours, restarted with backoff, ended with us, never ending
 * another.
 */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";

/** What a child says of itself over its channel. */
export type ChildMessage = { ready: true } | { problem: string; final: boolean };

export type Supervised = {
  /** Resolves when the child first answers, or with the sentence by which it refused. */
  ready: Promise<{ ok: true } | { ok: false; problem: string }>;
  /** Ends the child and resolves when it is gone. */
  end: () => Promise<void>;
};

/** Waiting time before the n-th restart in a row, in milliseconds: 0.5, 1, 2 ... 30 seconds. */
export function backoff(restart: number): number {
  return Math.min(30_000, 500 * 2 ** (restart - 1));
}

/** A child that answered for this long counts as healthy again, in milliseconds. */
const healthyAfter = 60_000;

export function supervise(options: {
  program: string;
  nodeFlags: readonly string[];
  environment: Record<string, string>;
  monotonic: () => number;
  /** Called before each restart with the waiting time in seconds. */
  onRestart: (seconds: number) => void;
  /** Told of the sentence by which a child refused that had already run: it is started again, since what is in its way may pass. */
  onProblem: (problem: string) => void;
}): Supervised {
  let child: ChildProcess | undefined;
  let ending = false;
  let restarts = 0;
  let timer: NodeJS.Timeout | undefined;
  const { promise: ready, resolve: answer } = Promise.withResolvers<
    { ok: true } | { ok: false; problem: string }
  >();
  const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();

  let wasReady = false;
  const start = () => {
    const startedAt = options.monotonic();
    child = fork(options.program, {
      execArgv: [...options.nodeFlags],
      env: options.environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let refused = false;
    child.on("message", (message: ChildMessage) => {
      if ("ready" in message) {
        wasReady = true;
        answer({ ok: true });
      } else if (wasReady) options.onProblem(message.problem);
      else if (message.final) {
        refused = true;
        answer({ ok: false, problem: message.problem });
      }
    });
    child.on("exit", () => {
      if (ending || refused) return isGone();
      if (options.monotonic() - startedAt > healthyAfter) restarts = 0;
      restarts += 1;
      const wait = backoff(restarts);
      options.onRestart(wait / 1000);
      timer = setTimeout(start, wait);
      return undefined;
    });
  };
  start();

  return {
    ready,
    end: async () => {
      ending = true;
      clearTimeout(timer);
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const force = setTimeout(() => child?.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(force);
    },
  };
}
