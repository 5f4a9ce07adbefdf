/** The map of a wave as the server draws it: whole without script, and the ground on which client/lights.ts moves. */
import { itemPath } from "@bluehour/domain/addresses";
import { rgbOf } from "@bluehour/domain/colour";
import type { Locale } from "@bluehour/domain/locales";
import { subsolarPoint } from "@bluehour/sky/sky";
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import type { Spot } from "../lights/lights.ts";
import { mapWidth, nightOn, placeOn } from "../lights/map.ts";
import type { WorldMap } from "../lights/map.ts";
import { momentOf } from "../lights/wave.ts";
import type { Wave } from "../lights/wave.ts";
import { langOf } from "./layout.tsx";

/** Up to this many places are links of their own on the map, and up to that many have their names beside them. */
const linked = 60;
const named = 14;

type Chart = { map: WorldMap; wave: Wave; spots: readonly Spot[]; at: number; label: string };

/** Something else that a city's map shows: what the programme offers there. */
export type Nearby = { latitude: number; longitude: number; title: string; lang: Locale; href: string };

/** A colour as it shines against the night: some way to white. */
export function shine(colour: string, towardsWhite = 0.6): string {
  const lift = (channel: number): string =>
    Math.round(channel + (255 - channel) * towardsWhite)
      .toString(16)
      .padStart(2, "0");
  return `#${rgbOf(colour).map(lift).join("")}`;
}

/** Many places as one path of points, each relative to the one before: a stroke with round ends makes dots of them. */
function points(map: WorldMap, spots: readonly Spot[]): string {
  const places = spots.map((spot) => placeOn(map, spot)).toSorted((a, b) => a.x - b.x || a.y - b.y);
  let out = "";
  let last: { x: number; y: number } | undefined;
  for (const place of places) {
    if (last === undefined) out = `M${place.x} ${place.y}h0`;
    else if (place.x !== last.x || place.y !== last.y) {
      const dy = place.y - last.y;
      out += `m${place.x - last.x}${dy < 0 ? "" : " "}${dy}h0`;
    }
    last = place;
  }
  return out;
}

type Group = { name: string; colour: string; spots: Spot[] };

function groupsOf(wave: Wave, spots: readonly Spot[], at: number): Group[] {
  const groups = new Map<string, Group>();
  for (const spot of spots) {
    const seen = momentOf(spot, wave.day, at);
    const name = seen === "shining" && spot.action === "dark" ? "dark" : seen === "silent" ? "asked" : seen;
    const colour = seen === "shining" ? spot.colour.toLowerCase() : "";
    const group = groups.get(name + colour) ?? { name, colour, spots: [] };
    group.spots.push(spot);
    groups.set(name + colour, group);
  }
  // What shines lies on top.
  const order = ["asked", "over", "waiting", "shining", "dark"];
  return [...groups.values()].toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function Dots({ group, map }: { group: Group; map: WorldMap }) {
  const path = points(map, group.spots);
  if (group.name === "shining")
    return (
      <>
        <path class="halo" d={path} stroke={group.colour} />
        <path class="shining" d={path} stroke={shine(group.colour, 0.72)} />
      </>
    );
  if (group.name === "dark")
    return (
      <>
        <path class="ring" d={path} stroke={shine(group.colour)} />
        <path class="hollow" d={path} />
      </>
    );
  return <path class={group.name} d={path} />;
}

type Label = { x: number; y: number; anchor: "start" | "end" | "middle"; isRoomy: boolean };

/** A place with a name to be written beside it. */
type Named = { latitude: number; longitude: number; words: string };

/**
 * What is written beside a place: on a city's map its own name; on a wider one that of its city, once for each, since "town hall" says little
 * there and a city's name is shorter.
 */
function wordsOf(spots: readonly Spot[], frame: Frame, isCity: boolean): Map<Spot, Named> {
  const cities = new Set<string>();
  const words = new Map<Spot, Named>();
  for (const spot of spots) {
    const name = spot.names[frame.locale];
    const key = `${spot.country}/${spot.city}`;
    if (name === undefined || (!isCity && cities.has(key))) continue;
    cities.add(key);
    words.set(spot, { ...spot, words: isCity ? name.title : name.city });
  }
  return words;
}

/** Names beside few places, where they do not lie upon each other. `isRoomy`: only where the map is large, and letters small on it. */
function labelsOf(map: WorldMap, places: readonly Named[]): Map<Named, Label> {
  const labels = new Map<Named, Label>();
  if (places.length > named) return labels;
  for (const { letter, line, isRoomy } of [
    { letter: 42, line: 96, isRoomy: false },
    { letter: 23, line: 50, isRoomy: true },
  ]) {
    const taken = [...labels].map(([place, label]) => boxOf(place, label, letter));
    for (const one of places) {
      if (labels.has(one)) continue;
      const place = placeOn(map, one);
      const y = place.y + (isRoomy ? 11 : 26);
      const right: Label = { x: place.x + 34, y, anchor: "start", isRoomy };
      const sides: Label[] = [
        right,
        { ...right, x: place.x - 34, anchor: "end" },
        { ...right, x: place.x, y: y - line, anchor: "middle" },
        { ...right, x: place.x, y: y + line, anchor: "middle" },
      ];
      const fits = sides.find((label) => {
        const box = boxOf(one, label, letter);
        return (
          box.left > 0 &&
          box.right < mapWidth &&
          taken.every(
            (other) => Math.abs(other.y - box.y) > line || other.right < box.left || other.left > box.right,
          )
        );
      });
      if (fits === undefined) continue;
      taken.push(boxOf(one, fits, letter));
      labels.set(one, fits);
    }
  }
  return labels;

  function boxOf(
    { words }: Named,
    { x, y, anchor }: Label,
    letter: number,
  ): { left: number; right: number; y: number } {
    const width = words.length * letter;
    const left = anchor === "end" ? x - width : anchor === "middle" ? x - width / 2 : x;
    return { left, right: left + width, y };
  }
}

function Name({ label, name, as }: { label: Label | undefined; name: string; as: string }) {
  return label === undefined ? null : (
    <text
      class={`${as}${label.isRoomy ? " roomy" : ""}`}
      x={label.x}
      y={label.y}
      text-anchor={label.anchor}
      direction="ltr"
    >
      {name}
    </text>
  );
}

/** Few places as links upon the picture, so that a finger or a key finds each. */
export function ChartLinks({
  map,
  wave,
  spots,
  at,
  frame,
  nearby,
}: Omit<Chart, "label"> & { frame: Frame; nearby?: readonly Nearby[] | undefined }) {
  if (spots.length > linked) return null;
  const words = wordsOf(spots, frame, nearby !== undefined);
  const others = (nearby ?? []).map((other) => ({ ...other, words: other.title }));
  const labels = labelsOf(map, [...words.values(), ...others]);
  return (
    <svg class="names" viewBox={`0 0 ${mapWidth} ${map.height}`}>
      {others.map((other) => {
        const { x, y } = placeOn(map, other);
        return (
          <a href={other.href} {...langOf(other.lang, frame.ui)}>
            <title>{other.title}</title>
            <circle class="hit" cx={x} cy={y} r="44" />
            <path class="nearby" d={`M${x} ${y - 18}l18 18l-18 18l-18 -18z`} />
            <Name label={labels.get(other)} name={other.title} as="nearby" />
          </a>
        );
      })}
      {spots.map((spot) => {
        const { x, y } = placeOn(map, spot);
        const name = spot.names[frame.locale];
        const written = words.get(spot);
        if (name === undefined) return null;
        return (
          <a
            href={itemPath(frame.edition.id, frame.locale, "landmark", spot.id)}
            {...langOf(name.lang, frame.ui)}
          >
            <title>{`${name.title}, ${name.city}`}</title>
            <circle class="hit" cx={x} cy={y} r="44" />
            {written === undefined ? null : (
              <Name label={labels.get(written)} name={written.words} as={momentOf(spot, wave.day, at)} />
            )}
          </a>
        );
      })}
    </svg>
  );
}

/** Attributes that a picture standing alone needs in the place of a style sheet. */
export const drawnAlone = `
.sea{fill:#0c1631}.grid,.scale{fill:none;stroke:#22315f;stroke-width:2}.scale{stroke:#b9c4e2;stroke-width:4}text{font:600 44px sans-serif;fill:#b9c4e2}.land{fill:#22315f}.home{fill:#2f4382}.home~.night{opacity:.7}.borders{fill:none;stroke:#46598f;stroke-width:2}
.night{fill:#050a18}.line{fill:none;stroke:#eda84f;stroke-width:3;stroke-opacity:.9}
.dots path{fill:none;stroke-linecap:round}.asked{stroke:#8794c0;stroke-width:8;stroke-opacity:.6}.over{stroke:#8c9ccd;stroke-width:11;stroke-opacity:.75}
.waiting{stroke:#cdd6f0;stroke-width:11}.halo{stroke-width:34;stroke-opacity:.38}.shining{stroke-width:15}.ring{stroke-width:24}.hollow{stroke:#050a18;stroke-width:14}
`.replaceAll("\n", "");

/** How wide the squares are that are laid over a city, in metres: a round number, of which about ten go across. */
export function squareOf(map: WorldMap): number {
  const tenth = map.kilometres * 1000;
  const step = 10 ** Math.floor(Math.log10(tenth));
  return [1, 2, 2.5, 5, 10].map((times) => times * step).findLast((metres) => metres <= tenth * 1.2) ?? step;
}

/** Squares over a city: how wide each is, and how that is said. */
export type Squares = { metres: number; words: string };

/** Lines from the middle outwards, and on one of the squares how wide it is. */
function Grid({ map, squares: { metres, words } }: { map: WorldMap; squares: Squares }) {
  const unit = (metres / (map.kilometres * 1000)) * (mapWidth / 10);
  const along = (length: number): number[] => {
    const count = Math.floor(length / 2 / unit);
    return Array.from({ length: 2 * count + 1 }, (_, index) =>
      Math.round(length / 2 + (index - count) * unit),
    );
  };
  const columns = along(mapWidth);
  const rows = along(map.height);
  const left = columns[0] ?? 0;
  const low = (rows.at(-1) ?? map.height) - 8;
  return (
    <>
      <path
        class="grid"
        d={
          columns.map((x) => `M${x} 0v${map.height}`).join("") +
          rows.map((y) => `M0 ${y}h${mapWidth}`).join("")
        }
      />
      <path class="scale" d={`M${left} ${low - 16}v16h${Math.round(unit)}v-16`} />
      <text class="silent" x={left + 12} y={low - 28} direction="ltr">
        {words}
      </text>
    </>
  );
}

/** The picture itself. `extra`: what a picture that stands alone says on itself. `squares`: laid over a city. */
export function ChartPicture({
  map,
  wave,
  spots,
  at,
  label,
  extra,
  squares,
}: Chart & { extra?: Child; squares?: Squares | undefined }) {
  const night = nightOn(map, subsolarPoint(at));
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${mapWidth} ${map.height}`}
      width={mapWidth * 2}
      height={map.height * 2}
      role="img"
      aria-label={label}
      class={spots.length <= linked ? "few" : "many"}
    >
      {extra}
      <rect class="sea" width={mapWidth} height={map.height} />
      {squares === undefined ? null : <Grid map={map} squares={squares} />}
      {map.land === "" ? null : <path class="land" d={map.land} />}
      {map.home === "" ? null : <path class="home" d={map.home} />}
      {map.borders === "" ? null : <path class="borders" d={map.borders} />}
      <g class="drawn night">
        {night.base < 0.01 ? null : (
          <rect width={mapWidth} height={map.height} fill-opacity={night.base.toFixed(3)} />
        )}
        {night.shades.map(({ path, opacity }) => (
          <path d={path} fill-opacity={opacity.toFixed(3)} />
        ))}
        {night.line === "" ? null : <path class="line" d={night.line} />}
      </g>
      <g class="drawn dots">
        {groupsOf(wave, spots, at).map((group) => (
          <Dots group={group} map={map} />
        ))}
      </g>
    </svg>
  );
}
