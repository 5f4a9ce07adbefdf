/** The map of a wave as the server draws it: whole without script, and the ground on which client/lights.ts moves. */
import { itemPath } from "@bluehour/domain/addresses";
import { rgbOf } from "@bluehour/domain/colour";
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

type Label = { x: number; y: number; end: boolean; isRoomy: boolean };

/** Names beside few places, where they do not lie upon each other. `isRoomy`: only where the map is large, and letters small on it. */
function labelsOf(map: WorldMap, spots: readonly Spot[], frame: Frame): Map<Spot, Label> {
  const labels = new Map<Spot, Label>();
  if (spots.length > named) return labels;
  for (const { letter, line, isRoomy } of [
    { letter: 42, line: 96, isRoomy: false },
    { letter: 23, line: 50, isRoomy: true },
  ]) {
    const taken = [...labels].map(([spot, label]) => boxOf(spot, label, letter));
    for (const spot of spots) {
      if (labels.has(spot)) continue;
      const place = placeOn(map, spot);
      const y = place.y + (isRoomy ? 11 : 26);
      const right: Label = { x: place.x + 34, y, end: false, isRoomy };
      const fits = [right, { ...right, x: place.x - 34, end: true }].find((label) => {
        const box = boxOf(spot, label, letter);
        return (
          box.left > 0 &&
          box.right < mapWidth &&
          taken.every(
            (other) => Math.abs(other.y - box.y) > line || other.right < box.left || other.left > box.right,
          )
        );
      });
      if (fits === undefined) continue;
      taken.push(boxOf(spot, fits, letter));
      labels.set(spot, fits);
    }
  }
  return labels;

  function boxOf(
    spot: Spot,
    { x, y, end }: Label,
    letter: number,
  ): { left: number; right: number; y: number } {
    const width = (spot.names[frame.locale]?.title.length ?? 0) * letter;
    return { left: end ? x - width : x, right: end ? x : x + width, y };
  }
}

/** Few places as links upon the picture, so that a finger or a key finds each. */
export function ChartLinks({ map, wave, spots, at, frame }: Omit<Chart, "label"> & { frame: Frame }) {
  if (spots.length > linked) return null;
  const labels = labelsOf(map, spots, frame);
  return (
    <svg class="names" viewBox={`0 0 ${mapWidth} ${map.height}`}>
      {spots.map((spot) => {
        const { x, y } = placeOn(map, spot);
        const name = spot.names[frame.locale];
        const label = labels.get(spot);
        if (name === undefined) return null;
        return (
          <a
            href={itemPath(frame.edition.id, frame.locale, "landmark", spot.id)}
            {...langOf(name.lang, frame.ui)}
          >
            <title>{`${name.title}, ${name.city}`}</title>
            <circle class="hit" cx={x} cy={y} r="44" />
            {label === undefined ? null : (
              <text
                class={`${momentOf(spot, wave.day, at)}${label.isRoomy ? " roomy" : ""}`}
                x={label.x}
                y={label.y}
                text-anchor={label.end ? "end" : "start"}
                direction="ltr"
              >
                {name.title}
              </text>
            )}
          </a>
        );
      })}
    </svg>
  );
}

/** Attributes that a picture standing alone needs in the place of a style sheet. */
export const drawnAlone = `
.sea{fill:#0c1631}.land{fill:#22315f}.home{fill:#2f4382}.home~.night{opacity:.7}.borders{fill:none;stroke:#46598f;stroke-width:2}
.night{fill:#050a18}.line{fill:none;stroke:#eda84f;stroke-width:3;stroke-opacity:.9}
.dots path{fill:none;stroke-linecap:round}.asked{stroke:#8794c0;stroke-width:8;stroke-opacity:.6}.over{stroke:#8c9ccd;stroke-width:11;stroke-opacity:.75}
.waiting{stroke:#cdd6f0;stroke-width:11}.halo{stroke-width:34;stroke-opacity:.38}.shining{stroke-width:15}.ring{stroke-width:24}.hollow{stroke:#050a18;stroke-width:14}
`.replaceAll("\n", "");

/** The picture itself. `extra`: what a picture that stands alone says on itself. */
export function ChartPicture({ map, wave, spots, at, label, extra }: Chart & { extra?: Child }) {
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
