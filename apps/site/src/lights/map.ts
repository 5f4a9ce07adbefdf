/**
 * Maps drawn on the server: the world, or the countries around some places. One flat projection for all, so that longitudes and latitudes
 * are straight lines and a script can place the night with two multiplications.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoBounds, geoCircle, geoContains, geoPath, geoProjection } from "d3-geo";
import type { GeoContext, GeoPermissibleObjects, GeoProjection } from "d3-geo";
import { LRUCache } from "lru-cache";
import { feature, mesh } from "topojson-client";
import type { Coordinates } from "@bluehour/sky/sky";

/** Width of every map in its own units; paths are whole numbers. */
export const mapWidth = 2000;

/** A drawn map. `left`, `top` are the degrees of its upper left corner, `perDegree` units across and down. */
export type WorldMap = {
  height: number;
  left: number;
  top: number;
  perDegree: { across: number; down: number };
  /** Outline of the land, as an SVG path. */
  land: string;
  /** Borders between countries, where the map shows few. */
  borders: string;
  /** The country in question, where the map is about one. */
  home: string;
  /** Kilometres that a tenth of the width stands for, at the map's middle. */
  kilometres: number;
};

/** Which degrees a map shows. `middle`: longitude at its centre. */
type Window = { middle: number; halfWidth: number; south: number; north: number };

const radians = Math.PI / 180;

function wrapped(longitude: number): number {
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}

/** Where a place stands on the map, in its units. */
export function placeOn(map: WorldMap, { latitude, longitude }: Coordinates): { x: number; y: number } {
  const middle = map.left + mapWidth / map.perDegree.across / 2;
  const x = mapWidth / 2 + wrapped(longitude - middle) * map.perDegree.across;
  return { x: Math.round(x), y: Math.round((map.top - latitude) * map.perDegree.down) };
}

/** A path of whole numbers, each relative to the one before: a third of the bytes of d3's own. */
function relativePath(): { context: GeoContext; path(): string } {
  let out = "";
  let x = 0;
  let y = 0;
  let from: [number, number] = [0, 0];
  let drawing = false;
  const step = (toX: number, toY: number): string => {
    const dx = Math.round(toX) - x;
    const dy = Math.round(toY) - y;
    x += dx;
    y += dy;
    return `${dx}${dy < 0 ? "" : " "}${dy}`;
  };
  const context: GeoContext = {
    beginPath: () => undefined,
    moveTo(toX, toY) {
      out += `m${step(toX, toY)}`;
      from = [x, y];
      drawing = false;
    },
    lineTo(toX, toY) {
      if (Math.round(toX) === x && Math.round(toY) === y) return;
      const moved = step(toX, toY);
      out += drawing ? (moved.startsWith("-") ? moved : ` ${moved}`) : `l${moved}`;
      drawing = true;
    },
    closePath() {
      out += "z";
      [x, y] = from;
      drawing = false;
    },
    arc: () => undefined,
  };
  return { context, path: () => out.replaceAll(/m-?\d+[ -]\d*-?\d+z/g, "") };
}

function projectionFor(window: Window): {
  projection: GeoProjection;
  map: Omit<WorldMap, "land" | "borders" | "home">;
} {
  const { middle, halfWidth, south, north } = window;
  // Shapes are true at the parallel in the middle; for the world a little off the equator, where people live.
  const parallel = halfWidth > 90 ? 35 : (south + north) / 2;
  const squeeze = Math.max(0.2, Math.cos(parallel * radians));
  const across = mapWidth / (2 * halfWidth);
  const down = across / squeeze;
  const height = Math.round((north - south) * down);
  const projection = geoProjection((lambda, phi) => [lambda * squeeze, phi])
    .rotate([-middle, 0])
    .scale(down / radians)
    .translate([mapWidth / 2, north * down])
    .precision(0)
    .clipExtent([
      [-20, -20],
      [mapWidth + 20, height + 20],
    ]);
  return {
    projection,
    map: {
      height,
      left: middle - halfWidth,
      top: north,
      perDegree: { across, down },
      kilometres: ((mapWidth / 10 / across) * 40_008 * Math.cos(((south + north) / 2) * radians)) / 360,
    },
  };
}

function draw(projection: GeoProjection, shape: GeoPermissibleObjects): string {
  const drawn = relativePath();
  geoPath(projection, drawn.context)(shape);
  return drawn.path();
}

type Topology = Parameters<typeof mesh>[0];
type Countries = Extract<NonNullable<Parameters<typeof mesh>[1]>, { type: "GeometryCollection" }>;
type Atlas = Topology & { objects: { land: Countries; countries: Countries } };

// Read where needed and let go of: parsed, the finer one takes ten times its size.
function readAtlas(name: "land-110m" | "countries-50m"): Atlas {
  const file = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Atlas;
}

const world: Window = { middle: 11, halfWidth: 180, south: -56, north: 79 };

const maps = new LRUCache<string, WorldMap>({ max: 60 });

function kept(key: string, make: () => WorldMap): WorldMap {
  let map = maps.get(key);
  if (map === undefined) {
    map = make();
    maps.set(key, map);
  }
  return map;
}

/** The whole world but Antarctica, Africa in the middle. */
export function worldMap(): WorldMap {
  return kept("world", () => {
    const atlas = readAtlas("land-110m");
    const { projection, map } = projectionFor(world);
    return { ...map, land: draw(projection, feature(atlas, atlas.objects.land)), borders: "", home: "" };
  });
}

/** The middle of some longitudes on the circle. */
function meanLongitude(places: readonly Coordinates[]): number {
  const sum = { x: 0, y: 0 };
  for (const { longitude } of places) {
    sum.x += Math.cos(longitude * radians);
    sum.y += Math.sin(longitude * radians);
  }
  return Math.atan2(sum.y, sum.x) / radians;
}

/** The window around some places that also shows the pieces of land that hold them, as far as these are of their size. */
function windowAround(
  places: readonly Coordinates[],
  pieces: readonly GeoPermissibleObjects[],
  least: number,
): Window {
  const middle = meanLongitude(places);
  let [west, east, south, north] = [0, 0, 90, -90];
  const include = (longitude: number, latitude: number): void => {
    const away = wrapped(longitude - middle);
    west = Math.min(west, away);
    east = Math.max(east, away);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  };
  for (const { longitude, latitude } of places) include(longitude, latitude);
  for (const piece of pieces) {
    const [[w, s], [e, n]] = geoBounds(piece as Parameters<typeof geoBounds>[0]);
    include(w, s);
    include(e, n);
  }
  const centre = middle + (west + east) / 2;
  const centreLatitude = (south + north) / 2;
  const squeeze = Math.max(0.2, Math.cos(centreLatitude * radians));
  // A margin of an eighth, and neither a thin strip nor a tower: between 5:3 and 1:1.
  let wide = Math.max((east - west) * squeeze, least) * 1.25;
  let tall = Math.max(north - south, least * 0.6) * 1.25;
  wide = Math.max(wide, tall);
  tall = Math.max(tall, wide * 0.6);
  return {
    middle: centre,
    halfWidth: Math.min(wide / squeeze / 2, 180),
    south: Math.max(centreLatitude - tall / 2, -90),
    north: Math.min(centreLatitude + tall / 2, 90),
  };
}

type Piece = { type: "Polygon"; coordinates: number[][][] };

type Extent = { west: number; east: number; south: number; north: number };

/** What a piece covers, found without the cost of a sphere: the atlas cuts its pieces at the line of 180 degrees. */
function extentOf({ coordinates }: Piece): Extent {
  let [west, east, south, north] = [180, -180, 90, -90];
  for (const [longitude = 0, latitude = 0] of coordinates[0] ?? []) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  // A straight line on the sphere bends away from one on the map.
  const bend = 1;
  return { west: west - bend, east: east + bend, south: south - bend, north: north + bend };
}

function holds({ west, east, south, north }: Extent, { latitude, longitude }: Coordinates): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/** Whether anything of an extent may be seen in a window or at its edge. */
function isSeen({ west, east, south, north }: Extent, window: Window): boolean {
  const away = Math.abs(wrapped((west + east) / 2 - window.middle));
  const tall = (window.north - window.south) / 10;
  return (
    away <= window.halfWidth * 1.1 + (east - west) / 2 &&
    south <= window.north + tall &&
    north >= window.south - tall
  );
}

/** The land of the atlas that a window shows. */
function landIn(atlas: Atlas, window: Window): GeoPermissibleObjects {
  const coordinates = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
    piecesOf(geometry).filter((piece) => isSeen(extentOf(piece), window)),
  );
  return { type: "MultiPolygon", coordinates: coordinates.map((piece) => piece.coordinates) };
}

function piecesOf(geometry: { type: string; coordinates?: unknown }): Piece[] {
  const polygons =
    geometry.type === "Polygon"
      ? [geometry.coordinates as Piece["coordinates"]]
      : geometry.type === "MultiPolygon"
        ? (geometry.coordinates as Piece["coordinates"][])
        : [];
  return polygons.map((coordinates) => ({ type: "Polygon", coordinates }));
}

/** Pieces of countries that hold at least one of the places. */
function piecesWith(atlas: Atlas, places: readonly Coordinates[]): Piece[] {
  const found: Piece[] = [];
  let left = [...places];
  for (const country of feature(atlas, atlas.objects.countries).features) {
    for (const piece of piecesOf(country.geometry)) {
      if (left.length === 0) return found;
      const extent = extentOf(piece);
      if (!left.some((place) => holds(extent, place))) continue;
      const [[west, south], [east, north]] = geoBounds(piece);
      const near = left.filter(
        ({ latitude, longitude }) =>
          latitude >= south &&
          latitude <= north &&
          (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east),
      );
      const held = near.filter(({ latitude, longitude }) => geoContains(piece, [longitude, latitude]));
      if (held.length === 0) continue;
      found.push(piece);
      left = left.filter((place) => !held.includes(place));
    }
  }
  return found;
}

/**
 * The same, where a place may lie off the coarse outline of its own country, as harbours do: such a one is looked for again with points around
 * it, nearer ones first.
 */
function piecesAround(atlas: Atlas, places: readonly Coordinates[]): Piece[] {
  const found = piecesWith(atlas, places);
  const isHeld = ({ latitude, longitude }: Coordinates): boolean =>
    found.some((piece) => geoContains(piece, [longitude, latitude]));
  for (const place of places)
    for (const away of [0.1, 0.25, 0.5]) {
      if (isHeld(place)) break;
      const ring = Array.from({ length: 8 }, (_, step) => ({
        latitude: Math.max(-89, Math.min(89, place.latitude + away * Math.sin((step * Math.PI) / 4))),
        longitude: wrapped(place.longitude + away * Math.cos((step * Math.PI) / 4)),
      }));
      const near = ring.some(isHeld) ? [] : piecesWith(atlas, ring).slice(0, 1);
      found.push(...near);
      if (near.length > 0 || ring.some(isHeld)) break;
    }
  return found;
}

/** At most this many places decide what a country's map shows; one in each direction is enough. */
function corners(places: readonly Coordinates[]): Coordinates[] {
  if (places.length <= 40) return [...places];
  const step = places.length / 36;
  const by = (value: (place: Coordinates) => number): Coordinates[] => {
    const sorted = places.toSorted((a, b) => value(a) - value(b));
    return [sorted[0], sorted.at(-1)].filter((place) => place !== undefined);
  };
  return [
    ...by(({ latitude }) => latitude),
    ...by(({ longitude }) => longitude),
    ...Array.from({ length: 36 }, (_, index) => places[Math.floor(index * step)]).filter(
      (place) => place !== undefined,
    ),
  ];
}

/** A country and its neighbours, fitted to the pieces of it on which the places stand. */
export function countryMap(key: string, places: readonly Coordinates[]): WorldMap {
  const few = corners(places);
  const name = `${key} ${few.map(({ latitude, longitude }) => `${latitude},${longitude}`).join(" ")}`;
  return kept(name, () => {
    const atlas = readAtlas("countries-50m");
    const pieces = piecesAround(atlas, few);
    const window = windowAround(few, pieces, 1.2);
    const { projection, map } = projectionFor(window);
    return {
      ...map,
      land: draw(projection, landIn(atlas, window)),
      borders: draw(
        projection,
        mesh(atlas, atlas.objects.countries, (a, b) => a !== b),
      ),
      home: pieces.map((piece) => draw(projection, piece)).join(""),
    };
  });
}

/** A city: too small for any outline we have, so its places stand alone, with a scale. */
export function cityMap(places: readonly Coordinates[]): WorldMap {
  return { ...projectionFor(windowAround(places, [], 0.012)).map, land: "", borders: "", home: "" };
}

/** How dark it is with the sun at an altitude: nothing before sunset, all of it from the end of astronomical dusk. */
function darkness(altitude: number): number {
  const past = Math.min(1, Math.max(0, altitude / -18));
  return 0.8 * past * (1.6 - 0.6 * past);
}

/** The night on a map: how dark all of it is, shapes one upon the other that darken it further, and the line of sunset and sunrise. */
export type Night = { base: number; shades: { path: string; opacity: number }[]; line: string };

const sunset = -0.833;
const steps = 8;

export function nightOn(map: WorldMap, sun: Coordinates): Night {
  const window: Window = {
    middle: map.left + mapWidth / map.perDegree.across / 2,
    halfWidth: mapWidth / map.perDegree.across / 2,
    north: map.top,
    south: map.top - map.height / map.perDegree.down,
  };
  const { projection } = projectionFor(window);
  const against: [number, number] = [wrapped(sun.longitude + 180), -sun.latitude];
  const below = (altitude: number): string =>
    draw(
      projection,
      geoCircle()
        .center(against)
        .radius(90 + altitude)
        .precision(1)(),
    );
  // A country sees a small part of the dusk: the shades divide what it sees, so that no edge shows.
  const seen = altitudesIn(window, sun);
  const highest = Math.min(0, seen.highest);
  const lowest = Math.max(-18, seen.lowest);
  const shades: Night["shades"] = [];
  let before = darkness(highest);
  const count = lowest < highest ? steps : 0;
  for (let step = 0; step < count; step += 1) {
    const altitude = highest + ((lowest - highest) * (step + 0.5)) / steps;
    const dark = darkness(highest + ((lowest - highest) * (step + 1)) / steps);
    // What is seen through all shades together is what is left of the light.
    shades.push({ path: below(altitude), opacity: 1 - (1 - dark) / (1 - before) });
    before = dark;
  }
  const hasLine = seen.highest > sunset && seen.lowest < sunset;
  return { base: darkness(highest), shades, line: hasLine ? below(sunset) : "" };
}

/** The highest and lowest altitude of the sun in a window, to a degree or so. */
function altitudesIn(
  { middle, halfWidth, south, north }: Window,
  sun: Coordinates,
): {
  highest: number;
  lowest: number;
} {
  let highest = -90;
  let lowest = 90;
  const grid = 24;
  for (let row = 0; row <= grid; row += 1)
    for (let column = 0; column <= grid; column += 1) {
      const latitude = (south + ((north - south) * row) / grid) * radians;
      const angle = (middle - halfWidth + (2 * halfWidth * column) / grid - sun.longitude) * radians;
      const sine =
        Math.sin(latitude) * Math.sin(sun.latitude * radians) +
        Math.cos(latitude) * Math.cos(sun.latitude * radians) * Math.cos(angle);
      const altitude = Math.asin(Math.min(1, Math.max(-1, sine))) / radians;
      highest = Math.max(highest, altitude);
      lowest = Math.min(lowest, altitude);
    }
  return { highest, lowest };
}
