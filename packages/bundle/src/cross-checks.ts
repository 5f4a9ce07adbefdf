/** What only the whole bundle shows: names that lead nowhere, numbers given twice, ends before their beginnings, lights without a sunset. */
import { sections } from "@bluehour/domain/addresses";
import type { Act, Consent, Declaration, Review } from "@bluehour/domain/consent";
import type { Draft } from "@bluehour/domain/draft";
import { isOnGround, positionFaults } from "@bluehour/domain/ground";
import type { Data, Kind } from "@bluehour/domain/kinds";
import { areUsableDays, checkLandmark, checkPlace, longestDays } from "./landmark-checks.ts";
import type { SayAt } from "./landmark-checks.ts";
import type { LandmarkRow } from "./landmark-sheet.ts";
import { errorAt, problemAt } from "./problem.ts";
import type { BundleProblemCode, Place, Position, Problem } from "./problem.ts";
import { nearest } from "./suggest.ts";
import type { InternalLink } from "./text-file.ts";
import type { Path } from "./yaml-file.ts";

/** A private record with the file it stands in. */
export type Recorded<T> = { file: string; value: T };

/** Everything that was read, before it is known to fit together. */
export type Parts = {
  edition: Draft<"edition"> | undefined;
  drafts: Draft[];
  /** Ids of things whose file could not be read: naming them is no mistake. */
  unread: ReadonlyMap<Kind, ReadonlySet<string>>;
  consents: Recorded<Consent>[];
  declarations: Recorded<Declaration>[];
  reviews: Recorded<Review>[];
  acts: Recorded<Act[]> | undefined;
  /** Whether a consent or declaration could not be read, so that its reference is not known. */
  hasUnreadRefs: boolean;
  /** Kinds of which not even the names of all things are known, because a whole list of them could not be read. */
  unlisted: ReadonlySet<Kind>;
  links: InternalLink[];
  /** Landmarks that came from a sheet, by their draft's origin. */
  rows: ReadonlyMap<string, LandmarkRow>;
  /** Where a value stands: of a file's path, or of a draft's origin. Costs a second parse, so it is asked only for problems. */
  placeOf: (origin: string, path: Path) => Place;
};

/** What does not fit together, and when the last light of the edition ends (milliseconds since 1970), where any is announced. */
export type CrossChecked = { problems: Problem[]; lightsEnd: number | undefined };

/** Pages of the site that are not of any kind, to which a text may lead. */
const sitePages = ["help", "about", "privacy", "stop", "lights", "ways"];

/** Finds whatever does not fit together. */
export function crossCheck(parts: Parts): CrossChecked {
  const things = parts.edition === undefined ? parts.drafts : [parts.edition, ...parts.drafts];
  const ids = idsOf(things, parts.unread);
  const problems: Problem[] = [];
  const say = (code: BundleProblemCode, file: string, path: Path, values: Problem["values"] = {}): void => {
    problems.push(problemAt("error", code, parts.placeOf(file, path), values));
  };
  let lightsEnd: number | undefined;
  const mustExist = (kind: Kind, id: string | undefined, file: string, path: Path): void => {
    const known = ids.get(kind);
    if (id === undefined || known?.has(id) === true || parts.unlisted.has(kind)) return;
    const suggestion = nearest(id, known ?? []);
    if (suggestion === undefined) say("thing-missing", file, path, { kind, id });
    else say("thing-missing-suggest", file, path, { kind, id, suggestion });
  };

  const first = new Map<string, Draft>();
  const spots = new Map<string, Draft>();
  for (const draft of things) {
    const { kind, id, origin, data } = draft;
    const other = first.get(`${kind} ${id}`);
    if (other === undefined) first.set(`${kind} ${id}`, draft);
    else if (kind === "landmark") say("landmark-twice", origin, ["id"], { id, other: other.origin });
    else say("id-twice", origin, [kind === "placement" ? "code" : "id"], { id, other: other.origin });
    if ("image" in data) mustExist("image", data.image, origin, ["image"]);
    if ("organisation" in data) mustExist("organisation", data.organisation, origin, ["organisation"]);
    if ("organisations" in data)
      for (const [index, organisation] of data.organisations.entries())
        mustExist("organisation", organisation, origin, ["organisations", index]);
    if (draft.kind === "edition") {
      mustExist("organisation", draft.data.contact.organisation, origin, ["contact", "organisation"]);
      if (draft.data.days.last < draft.data.days.first) say("days-order", origin, ["days", "last"]);
      else if (!areUsableDays(draft.data.days)) say("days-long", origin, ["days"], { limit: longestDays });
    }
    const sayAt: SayAt = (severity, code, path, values) => {
      problems.push(problemAt(severity, code, parts.placeOf(origin, path), values));
    };
    if (draft.kind === "landmark") {
      const row = parts.rows.get(origin);
      const end = checkLandmark({
        data: draft.data,
        edition: parts.edition?.data,
        hasOwnZone: row?.hasOwnZone ?? true,
        isRow: row !== undefined,
        say: sayAt,
      });
      if (end !== undefined && draft.data.status === "planned") lightsEnd = Math.max(lightsEnd ?? end, end);
    }
    if (draft.kind === "event" && draft.data.coordinates !== undefined)
      checkPlace({
        coordinates: draft.data.coordinates,
        zone: draft.data.zone,
        editionZone: undefined,
        hasOwnZone: true,
        day: draft.data.start.slice(0, 10),
        say: sayAt,
      });
    if (draft.kind === "event" && isBefore(draft.data.end, draft.data.start))
      say("event-order", origin, ["end"]);
    if (draft.kind === "installation" && isBefore(draft.data.closes, draft.data.opens))
      say("installation-order", origin, ["closes"]);
    if (draft.kind === "installation" && draft.data.ground !== undefined)
      checkMarks(draft.data.ground, sayAt);
    if (draft.kind === "helpline" && draft.data.hours !== undefined && !looksLikeHours(draft.data.hours))
      sayAt("notice", "hours-unclear", ["hours"], { value: draft.data.hours });
    if (draft.kind === "placement") {
      const { installation, number, candidates } = draft.data;
      mustExist("installation", installation, origin, ["installation"]);
      for (const [index, story] of candidates.entries())
        mustExist("story", story, origin, ["candidates", index]);
      const neighbour = spots.get(`${installation} ${number}`);
      if (neighbour === undefined) spots.set(`${installation} ${number}`, draft);
      else say("number-twice", origin, ["number"], { number, installation, other: neighbour.origin });
    }
  }
  checkPositions(parts, problems);
  checkRecords(parts, mustExist, say);
  for (const { href, file, position } of parts.links)
    problems.push(...linkProblems(href, file, position, ids, parts.unlisted));
  return { problems, lightsEnd };
}

function checkMarks(ground: NonNullable<Data<"installation">["ground"]>, say: SayAt): void {
  const { width, depth } = ground;
  for (const [index, mark] of ground.marks.entries())
    if (!isOnGround(ground, mark))
      say("error", "mark-outside", ["ground", "marks", index], { what: mark.what, width, depth });
}

/** Shadows that lie nowhere, outside their ground, or over each other. */
function checkPositions({ drafts, unread, placeOf }: Parts, problems: Problem[]): void {
  const grounds = new Map(
    drafts.flatMap((draft) => (draft.kind === "installation" ? [[draft.id, draft] as const] : [])),
  );
  const placements = Map.groupBy(
    drafts.filter((draft) => draft.kind === "placement"),
    ({ data }) => data.installation,
  );
  for (const [id, spots] of placements) {
    const installation = grounds.get(id);
    // Whose file is missing or could not be read was told already.
    if (installation === undefined || unread.get("installation")?.has(id) === true) continue;
    const { ground } = installation.data;
    const byOrigin = new Map(spots.map((spot) => [spot.origin, spot]));
    const faults = positionFaults(
      ground,
      spots.map(({ origin, data }) => ({ id: origin, position: data.position })),
    );
    for (const found of faults) {
      const { fault, id: origin } = found;
      const spot = byOrigin.get(origin);
      const values = {
        number: spot?.data.number ?? 0,
        x: spot?.data.position?.x ?? 0,
        y: spot?.data.position?.y ?? 0,
        width: ground?.width ?? 0,
        depth: ground?.depth ?? 0,
        file: installation.origin,
        other: "other" in found ? found.other : "",
        example: fault === "no-ground" ? "ground: { width: 24, depth: 16 }" : "position: { x: 3.5, y: 2 }",
      };
      const isError = fault === "no-ground" || fault === "outside";
      problems.push(
        problemAt(
          isError ? "error" : "notice",
          `position-${fault}`,
          placeOf(origin, fault === "missing" ? ["number"] : ["position"]),
          values,
        ),
      );
    }
  }
}

function checkRecords(
  { consents, declarations, reviews, acts, hasUnreadRefs }: Parts,
  mustExist: (kind: Kind, id: string, file: string, path: Path) => void,
  say: (code: BundleProblemCode, file: string, path: Path, values?: Problem["values"]) => void,
): void {
  for (const { file, value } of [...consents, ...declarations, ...reviews])
    if ("story" in value.covers) mustExist("story", value.covers.story, file, ["covers", "story"]);
    else mustExist("image", value.covers.image, file, ["covers", "image"]);
  const refs = new Map<string, string>();
  for (const { file, value } of [...consents, ...declarations]) {
    const other = refs.get(value.ref);
    if (other === undefined) refs.set(value.ref, file);
    else say("ref-twice", file, ["ref"], { ref: value.ref, other });
  }
  for (const [index, act] of (acts?.value ?? []).entries())
    if (acts !== undefined && !hasUnreadRefs && !refs.has(act.ref))
      say("ref-unknown", acts.file, [index, "ref"], { ref: act.ref });
}

function idsOf(things: readonly Draft[], unread: Parts["unread"]): Map<Kind, Set<string>> {
  const ids = new Map<Kind, Set<string>>();
  for (const [kind, names] of unread) ids.set(kind, new Set(names));
  for (const { kind, id } of things) {
    const known = ids.get(kind) ?? new Set();
    known.add(id);
    ids.set(kind, known);
  }
  return ids;
}

function isBefore(a: string | undefined, b: string): boolean {
  return a !== undefined && Date.parse(a) < Date.parse(b);
}

function linkProblems(
  href: string,
  file: string,
  position: Position,
  ids: ReadonlyMap<Kind, ReadonlySet<string>>,
  unlisted: ReadonlySet<Kind>,
): Problem[] {
  const path = href.replace(/[?#].*$/, "").replace(/(?<=.)\/$/, "");
  const [, section = "", id, ...rest] = path.split("/");
  const kind = (Object.keys(sections) as (keyof typeof sections)[]).find(
    (paged) => sections[paged] === section,
  );
  const known = kind === undefined ? undefined : ids.get(kind);
  if (rest.length === 0) {
    if (id === undefined && (kind !== undefined || section === "" || sitePages.includes(section))) return [];
    if (kind !== undefined && id !== undefined && (known?.has(id) === true || unlisted.has(kind))) return [];
  }
  const suggestion =
    kind === undefined
      ? sectionSuggestion(section, id)
      : id === undefined
        ? undefined
        : prefixed(sections[kind], nearest(id, known ?? []));
  return [
    suggestion === undefined
      ? errorAt("link-nowhere", file, position, { href })
      : errorAt("link-nowhere-suggest", file, position, { href, suggestion }),
  ];
}

function prefixed(section: string, id: string | undefined): string | undefined {
  return id === undefined ? undefined : `/${section}/${id}`;
}

function sectionSuggestion(section: string, id: string | undefined): string | undefined {
  const right = nearest(section, [...Object.values(sections), ...sitePages]);
  return right === undefined ? undefined : `/${right}${id === undefined ? "" : `/${id}`}`;
}

// Days, months, times and the few words of the OpenStreetMap syntax in any order: enough to find what is no opening hours at all.
const hoursToken =
  /^(24\/7|Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d{1,2}:\d{2}\+?|\d{1,4}|off|closed|open|unknown|week|easter|sunrise|sunset|dawn|dusk|"[^"]*")$/;

function looksLikeHours(hours: string): boolean {
  const tokens = hours.match(/"[^"]*"|24\/7|[^\s,;()[\]|–-]+/g) ?? [];
  return tokens.length > 0 && tokens.every((token) => hoursToken.test(token.replace(/:$/, "")));
}
