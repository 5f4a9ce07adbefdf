/** What passes between the process that acts and the one that checks it. */
import type { EditionId, Offer, Thing } from "./world.ts";

/** One thing to do. */
export type Action =
  | { do: "publish"; edition: EditionId; offer: Offer }
  | { do: "withdraw"; thing: Thing; door: "withdraw" | "dark" }
  | { do: "stop"; thing: Thing }
  /** Makes final what was stopped; each story is a step of its own, told as `settle-one`. */
  | { do: "settle" }
  | { do: "repair" }
  | { do: "reopen" };

/** What is under way or done at a moment. */
export type Step = Action | { do: "settle-one"; id: string };

export type PublishResult = {
  added: string[];
  changed: string[];
  removed: string[];
  refused: string[];
  unchanged: number;
};

/** What an action came to. */
export type Result =
  | { publish: PublishResult }
  | { withdraw: { ok: boolean; already: boolean; erasedAt: string | undefined } }
  | { done: true };

/** One line of the worker's report, written before and after each step. */
export type Line =
  | { ready: true }
  | { begin: Step }
  | { end: Step; result: Result }
  | { failed: Step; error: string; stuck?: string | undefined }
  | { finished: true };

/** Where a store is, and what its worker shall do. */
export type Plan = {
  seed: number;
  releases: Location;
  inbox: Location;
  mediaFolder: string;
  tombstoneLog: string;
  actions: Action[];
};

export type Location = { database: "sqlite"; file: string } | { database: "postgres"; url: string };
