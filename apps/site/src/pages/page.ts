/** What every page of an edition is made of: parse what came, decide what to show, render it. `app.ts` does these in turn and responds. */
import type { Child } from "hono/jsx";
import type { Surface } from "@bluehour/domain/uses";
import type { Snapshot } from "@bluehour/releases/read";
import type { ScriptName } from "../client-scripts.ts";
import type { Frame } from "../frame.ts";
import type { Reads } from "../reads.ts";
import type { Surroundings } from "../views/layout.tsx";

/** What came, as strings: parts of the address and the query. */
export type Came = {
  id: string;
  /** Every part of the address that has a name. */
  parts: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string>>;
};

/** What a page may look at to decide. */
export type Ask = {
  frame: Frame;
  reads: Reads;
  snapshot: Snapshot;
  /** The true time. */
  now: Date;
  /** The time by which phases are told; differs from `now` in a demonstration only. */
  moment: Date;
  origin: string;
};

/** What a page may use to render. */
export type Setting = Omit<Ask, "reads"> & { around: Surroundings & { frame: Frame } };

/** `missing`: nothing has this address (404). `gone`: the quiet page of every story address that is not public now (410). */
export type Decision<Found> = { show: Found } | "missing" | "gone";

export type PageKind<Parsed, Found> = {
  /** Surfaces of the uses table on which this page shows releases. */
  surfaces: readonly Surface[];
  /** `undefined`: no such address can exist. */
  parse(came: Came): Parsed | undefined;
  decide(ask: Ask, parsed: Parsed): Promise<Decision<Found>>;
  view(found: Found, setting: Setting): Child;
  /** Where the answer is no page but a file: its type. `view` then gives its text. */
  type?: string;
  /** Shows the present minute, so that it may be kept for one only. */
  isBrief?: boolean;
  /** A style sheet beside that of every page, and scripts; a page must be whole without them. */
  sheet?: string;
  scripts?: readonly ScriptName[];
  /** Whether other sites may show it in a frame. */
  embeddable?: boolean;
};

/** A page whose own types nobody outside needs: what one step gives, only the next one takes. */
export type AnyPage = PageKind<unknown, unknown>;

/** Keeps the types of a page's three steps together while it is written. */
export function definePage<Parsed, Found>(page: PageKind<Parsed, Found>): AnyPage {
  return page as unknown as AnyPage;
}

const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Parses an address that ends in a word. */
export function parseSlug({ id }: Came): string | undefined {
  return id.length <= 64 && slug.test(id) ? id : undefined;
}

/** For pages whose address says everything. */
export function parseNothing(): true {
  return true;
}
