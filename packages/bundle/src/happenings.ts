/**
 * What happens at a moment of the day, and what comes next, from drafts: for those who run it. The public programme is made from releases. Here, since this
 * is the room where drafts meet the sun.
 */
import type { Draft } from "@bluehour/domain/draft";
import { schedule } from "@bluehour/sky/sky";

/** Something with a beginning and an end, in milliseconds since 1970. */
export type Happening = {
  kind: "event" | "installation" | "landmark";
  id: string;
  origin: string;
  start: number;
  end: number;
  /** Nobody has said when it ends: `end` is a guess, and not to be shown. */
  isOpen: boolean;
};

/** How long something without an end counts as being on; the public programme has the same. */
const assumedLength = 3_600_000;

/**
 * Everything of an edition that begins: events, exhibitions, and the lights of places that take part, as the sun gives them. What was cancelled does
 * not happen, nor does a light whose place has not answered.
 */
export function happeningsOf(edition: Draft<"edition">, drafts: readonly Draft[]): Happening[] {
  const found = drafts.flatMap((draft): Happening[] => {
    const { id, origin } = draft;
    switch (draft.kind) {
      case "event": {
        if (draft.data.status === "cancelled") return [];
        const start = Date.parse(draft.data.start);
        const end = draft.data.end === undefined ? start : Date.parse(draft.data.end);
        const isOpen = end <= start;
        return [{ kind: "event", id, origin, start, end: isOpen ? start + assumedLength : end, isOpen }];
      }
      case "installation": {
        const [start, end] = [Date.parse(draft.data.opens), Date.parse(draft.data.closes)];
        return [{ kind: "installation", id, origin, start, end, isOpen: false }];
      }
      case "landmark":
        return lightsOf(draft, edition).map(({ start, end, open: isOpen }) => ({
          kind: "landmark",
          id,
          origin,
          start,
          end,
          isOpen,
        }));
      default:
        return [];
    }
  });
  return found.toSorted(
    (a, b) =>
      a.start - b.start ||
      a.end - b.end ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** Stretches during which a place does its part; none as long as it has not promised any. */
function lightsOf({ data }: Draft<"landmark">, edition: Draft<"edition">) {
  if (data.status === "cancelled" || data.state === "invited") return [];
  return schedule({
    place: { ...data.coordinates, zone: data.zone },
    rules: data.lighting.intervals,
    days: edition.data.days,
  }).lights;
}

/** What is on, the latest begun first since one can still join it; and the next to begin, in order. */
export type NowAndNext = {
  on: Happening[];
  next: Happening[];
  /** How many more are to come. */
  later: number;
};

/**
 * Divides happenings at a moment: what ends at it is over, what begins at it is on.
 *
 * @param most how many of the next are told
 */
export function nowAndNext(happenings: readonly Happening[], now: Date, most = 8): NowAndNext {
  const at = now.getTime();
  const coming = happenings.filter(({ start }) => start > at);
  return {
    on: happenings.filter(({ start, end }) => start <= at && at < end).toReversed(),
    next: coming.slice(0, most),
    later: Math.max(0, coming.length - most),
  };
}
