/**
 * Moves the map of lights through the day: draws night and places upon the server's picture, lets one drag and play, and keeps what is
 * said around it current. Without it, the picture of the present minute stands there.
 */
// A type alone: nothing is imported when this runs.
import type { Dots } from "../lights/dots.ts";

const minute = 60_000;
const radians = Math.PI / 180;
/** Seconds in which the whole night is played. */
const playSeconds = 24;
const refreshEvery = 60_000;
const reloadDotsEvery = 600_000;
/** Beyond two a denser picture of thousands of dots costs a telephone twice the time, and nobody sees it. */
const densest = 2;
const widest = 2400;

const figure = document.querySelector<HTMLElement>("[data-dots]");
if (figure !== null) void begin(figure);

/** A colour as it shines against the night: some way to white. */
function channels(colour: string, towardsWhite: number): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  const lift = (channel: number): number => Math.round(channel + (255 - channel) * towardsWhite);
  return [lift((value >> 16) & 255), lift((value >> 8) & 255), lift(value & 255)];
}

async function load(address: string): Promise<Dots> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Dots;
}

/** What decides where a place stands: the picture below was drawn for it. */
function frameOf({ width, height, left, top, across, down }: Dots): string {
  return [width, height, left, top, across, down].join();
}

/** Writes only what changed: every writing makes the browser lay out anew. */
function write(place: Element, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

/** A picture above the map that is written pixel by pixel. */
type Layer = {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  picture: ImageData;
  pixels: Uint32Array;
  /** For each pixel what was put there last: places of one city share theirs, and one of them is enough. */
  marks: Float64Array;
  /** Pixel of each place. */
  places: Int32Array;
};

/** As many layers as there are names, the first one lowest; none where the browser cannot draw. */
function layersOn(box: HTMLElement, names: readonly string[]): Layer[] {
  return names.flatMap((name) => {
    const canvas = document.createElement("canvas");
    canvas.className = name;
    canvas.setAttribute("aria-hidden", "true");
    // Written anew at every frame by the processor: it stays in its memory.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return [];
    box.insertBefore(canvas, box.querySelector(".names"));
    const picture = context.createImageData(1, 1);
    const pixels = new Uint32Array(picture.data.buffer);
    return [{ canvas, context, picture, pixels, marks: new Float64Array(1), places: new Int32Array(0) }];
  });
}

/** Gives a layer its size; all that it held is gone. */
function resize(layer: Layer, width: number, height: number): void {
  layer.canvas.width = width;
  layer.canvas.height = height;
  layer.picture = layer.context.createImageData(width, height);
  layer.pixels = new Uint32Array(layer.picture.data.buffer);
  layer.marks = new Float64Array(layer.pixels.length);
}

async function begin(around: HTMLElement): Promise<void> {
  const box = around.querySelector<HTMLElement>(".chart");
  const { at = "", now = "", zone = "UTC", locale = "en" } = around.dataset;
  let { dots: address = "" } = around.dataset;
  if (box === null) return;
  const isWall = document.documentElement.hasAttribute("data-wall");
  let dots: Dots;
  try {
    dots = await load(address);
  } catch {
    // The server's picture stays meanwhile.
    setTimeout(() => void begin(around), refreshEvery);
    return;
  }
  // The server's clock, carried on by this machine's, whose own may be wrong; and set anew with each refresh, since machines sleep.
  const [loaded] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  let said = { at: Number(now), when: loaded?.responseStart ?? 0 };
  const clock = (): number => said.at + (performance.now() - said.when);
  let isLive = "live" in around.dataset;
  let mode: "live" | "still" | "playing" = isLive ? "live" : "still";
  let shown = Number(at);
  let time = shown;
  /** Nobody has moved the map since it was shown. */
  const isUntouched = (): boolean => mode === "live" || (mode === "still" && !isLive && time === shown);

  // The night is a coarse picture that the browser smooths. Halos are soft: half as fine as the rest, they are a quarter of the work.
  const [night, halos, sky] = layersOn(box, ["night", "halos", "lights"]);
  if (night === undefined || halos === undefined || sky === undefined) return;

  const controls = around.querySelector<HTMLElement>("[data-controls]");
  const slider = around.querySelector<HTMLInputElement>("input[type=range]");
  const play = around.querySelector<HTMLButtonElement>("button[data-play]");
  const back = around.querySelector<HTMLButtonElement>("button[data-back]");

  let rows: (readonly [number, number])[] = [];
  let longitudes = new Float64Array(0);
  let cosines = new Float64Array(0);
  /** The colours of the sky, from the sun some degrees above the horizon down to full night, in steps of `1 / fineness` of a degree. */
  const fineness = 32;
  const highest = 3;
  const colours = new Uint32Array((highest + 19) * fineness);

  function measureNight({ canvas }: Layer): void {
    const unit = dots.width / canvas.width;
    rows = Array.from({ length: canvas.height }, (_, row) => {
      const latitude = (dots.top - ((row + 0.5) * unit) / dots.down) * radians;
      // Near the horizon, where all shades lie, the sine in degrees is good enough and costs nothing.
      return [(Math.sin(latitude) / radians) * fineness, (Math.cos(latitude) / radians) * fineness] as const;
    });
    longitudes = Float64Array.from(
      { length: canvas.width },
      (_, column) => (dots.left + ((column + 0.5) * unit) / dots.across) * radians,
    );
    cosines = new Float64Array(canvas.width);
    const line = Math.max(0.08, (1.3 * unit) / dots.across);
    for (let index = 0; index < colours.length; index += 1) {
      const altitude = highest - index / fineness;
      const past = Math.min(1, Math.max(0, altitude / -18));
      const alpha = 205 * past * (1.6 - 0.6 * past);
      const warm = 1 - Math.abs(altitude + 0.833) / line;
      colours[index] = warm > 0 ? 0x4fa8ed | (Math.max(alpha, 235 * warm) << 24) : 0x180a05 | (alpha << 24);
    }
  }

  function drawNight({ context, picture, pixels }: Layer): void {
    const share = (time - dots.start) / (dots.end - dots.start);
    const between = ([from, to]: [number, number]): number => (from + (to - from) * share) * radians;
    const declination = between(dots.sun.latitude);
    const zenith = between(dots.sun.longitude);
    for (let column = 0; column < cosines.length; column += 1)
      cosines[column] = Math.cos((longitudes[column] ?? 0) - zenith);
    const [sin, cos] = [Math.sin(declination), Math.cos(declination)];
    const last = colours.length - 1;
    let index = 0;
    for (const [up, along] of rows) {
      const a = highest * fineness - up * sin;
      const b = along * cos;
      for (let column = 0; column < cosines.length; column += 1) {
        const step = a - b * (cosines[column] ?? 0);
        pixels[index] = colours[step < 0 ? 0 : step > last ? last : step | 0] ?? 0;
        index += 1;
      }
    }
    context.putImageData(picture, 0, 0);
  }

  // The places: written straight into the picture's memory, since ten thousand strokes a frame are too many for a telephone.
  let starts = new Int32Array(0);
  let ends = new Int32Array(0);
  /** The dot that counts for each dot's place, and what is seen of that place in this frame. */
  let owners = new Int32Array(0);
  let seen = new Uint8Array(0);
  let turn = 0;
  type Stamp = { layer: Layer; offsets: Int32Array; colours: Uint32Array };
  let stamps: { asked: Stamp; waiting: Stamp; over: Stamp; halos: Stamp[]; cores: Stamp[]; rings: Stamp[] };

  type Paint = (away: number) => [number, number, number, number] | undefined;
  function stamp(layer: Layer, radius: number, paint: Paint): Stamp {
    const found: [number, number][] = [];
    const reach = Math.ceil(radius);
    for (let y = -reach; y <= reach; y += 1)
      for (let x = -reach; x <= reach; x += 1) {
        const colour = paint(Math.hypot(x, y));
        if (colour === undefined) continue;
        const [r, g, b, alpha] = colour;
        found.push([y * layer.canvas.width + x, ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0]);
      }
    return {
      layer,
      offsets: Int32Array.from(found, ([offset]) => offset),
      colours: Uint32Array.from(found, ([, colour]) => colour),
    };
  }

  function stampsFor(fine: Layer, soft: Layer, size: number): typeof stamps {
    const edge = (radius: number, away: number): number => Math.max(0, Math.min(1, radius + 0.5 - away));
    const disc = (radius: number, [r, g, b]: [number, number, number], alpha: number): Stamp =>
      stamp(fine, radius + 1, (away) => {
        const cover = edge(radius, away);
        return cover === 0 ? undefined : [r, g, b, Math.round(alpha * cover)];
      });
    const halo = (colour: string): Stamp =>
      stamp(soft, 3.3 * size, (away) => {
        const far = Math.max(0, away - 1.05 * size) / (2.2 * size);
        return far >= 1 ? undefined : [...channels(colour, 0.25), Math.round(190 * (1 - far) ** 2)];
      });
    const ring = (colour: string): Stamp =>
      stamp(fine, 4.2 * size, (away) => {
        const cover = Math.min(edge(3.6 * size, away), 1 - edge(2.1 * size, away));
        if (away < 2 * size) return [5, 10, 24, 255];
        return cover === 0 ? undefined : [...channels(colour, 0.6), Math.round(255 * cover)];
      });
    return {
      asked: disc(1.1 * size, [160, 172, 210], 110),
      waiting: disc(1.5 * size, [205, 214, 240], 215),
      over: disc(1.5 * size, [140, 156, 205], 150),
      halos: dots.colours.map(halo),
      cores: dots.colours.map((colour) => disc(2.1 * size, channels(colour, 0.72), 255)),
      rings: dots.colours.map(ring),
    };
  }

  let measured = "";
  /** Makes ready for the width that the map has now and the dots as they are now, unless it is so already. */
  const measure = (isAnew = false): void => {
    const width = box?.clientWidth ?? 0;
    const key = `${width} ${devicePixelRatio}`;
    if (width === 0 || (key === measured && !isAnew)) return;
    measured = key;
    const heightOf = (across: number): number => Math.round((across * dots.height) / dots.width);
    const coarse = Math.round(Math.min(480, Math.max(240, width / 1.5)));
    resize(night, coarse, heightOf(coarse));
    measureNight(night);
    const density = Math.min(devicePixelRatio, densest, widest / width);
    for (const [layer, across] of [
      [sky, Math.round(width * density)],
      [halos, Math.round((width * density) / 2)],
    ] as const) {
      resize(layer, across, heightOf(across));
      const scale = across / dots.width;
      layer.places = Int32Array.from(
        dots.x,
        (x, index) => Math.round((dots.y[index] ?? 0) * scale) * across + Math.round(x * scale),
      );
    }
    // A few places are large, a crowd on a small map is small; on a wall all grow with it.
    const crowd = dots.x.length <= 200 ? 2 : dots.x.length > 8 * width ? 0.7 : 1;
    const size = density * Math.max(1, width / 1100) * crowd;
    stamps = stampsFor(sky, halos, size);
    let from = 0;
    starts = Int32Array.from(dots.from, (later) => (from += later));
    ends = starts.map((start, index) => start + (dots.lasts[index] ?? 0));
    owners = starts.map((_, index) => index);
    for (let pair = 0; pair < dots.again.length; pair += 2)
      owners[dots.again[pair] ?? 0] = dots.again[pair + 1] ?? 0;
    seen = new Uint8Array(starts.length);
    if (slider !== null) slider.max = String(Math.round((dots.end - dots.start) / minute));
  };

  function put(index: number, { layer, offsets, colours: paints }: Stamp, mark: number): void {
    const { pixels, marks, places } = layer;
    const place = places[index] ?? 0;
    if (marks[place] === mark) return;
    marks[place] = mark;
    for (let part = 0; part < offsets.length; part += 1) {
      const pixel = place + (offsets[part] ?? 0);
      const colour = paints[part] ?? 0;
      // The stronger of two that meet stays.
      if ((pixels[pixel] ?? 0) >>> 24 <= colour >>> 24) pixels[pixel] = colour;
    }
  }

  /** What a place does that lights more than once: it shines, else still comes, else is over. */
  const ranks = ["over", "coming", "shining"] as const;

  const drawDots = (): { shining: number; coming: number; over: number } => {
    const counts = { shining: 0, coming: 0, over: 0 };
    sky.pixels.fill(0);
    halos.pixels.fill(0);
    // Marks of this frame are unlike those of any before: three of dots, then two of each colour.
    turn += 3 + 2 * dots.colours.length;
    const elapsed = (time - dots.start) / minute;
    seen.fill(0);
    const see = (index: number, rank: number): void => {
      const owner = owners[index] ?? index;
      seen[owner] = Math.max(seen[owner] ?? 0, rank);
    };
    const lit: number[] = [];
    for (let index = 0; index < starts.length; index += 1) {
      const kind = dots.kinds.charCodeAt(index);
      // "a"sked or "s"ilent
      if (kind === 97 || kind === 115) put(index, stamps.asked, turn);
      else if (elapsed < (starts[index] ?? 0)) {
        see(index, 2);
        put(index, stamps.waiting, turn + 1);
      } else if (elapsed >= (ends[index] ?? 0)) {
        see(index, 1);
        put(index, stamps.over, turn + 2);
      } else {
        see(index, 3);
        lit.push(index);
      }
    }
    for (const rank of seen) {
      const name = ranks[rank - 1];
      if (name !== undefined) counts[name] += 1;
    }
    for (const index of lit) {
      const colour = dots.colour[index] ?? 0;
      const mark = turn + 3 + 2 * colour;
      // "d"ark
      if (dots.kinds.charCodeAt(index) === 100) put(index, stamps.rings[colour] ?? stamps.over, mark + 1);
      else {
        put(index, stamps.halos[colour] ?? stamps.over, mark);
        put(index, stamps.cores[colour] ?? stamps.over, mark);
      }
    }
    for (const { context, picture } of [sky, halos]) context.putImageData(picture, 0, 0);
    return counts;
  };

  const hours = { hour: "2-digit", minute: "2-digit", timeZone: zone, timeZoneName: "short" } as const;
  const short = new Intl.DateTimeFormat(locale, hours);
  const long = new Intl.DateTimeFormat(locale, { ...hours, weekday: "long", day: "numeric", month: "long" });
  const number = new Intl.NumberFormat(locale);
  const clocks = [...around.querySelectorAll("[data-clock]")];
  const tallies = [...around.querySelectorAll<HTMLElement>("[data-count]")];

  function say(counts: Record<string, number>): void {
    for (const place of tallies) write(place, number.format(counts[place.dataset["count"] ?? ""] ?? 0));
    const words = long.format(time);
    for (const place of clocks)
      write(place, place.getAttribute("data-clock") === "short" ? short.format(time) : words);
    if (slider !== null) {
      slider.value = String(Math.round((time - dots.start) / minute));
      if (slider.getAttribute("aria-valuetext") !== words) slider.setAttribute("aria-valuetext", words);
    }
    if (back !== null) back.hidden = mode === "live" || !isLive;
    around.toggleAttribute("data-moved", mode !== "live" && time !== shown);
  }

  let isAsked = false;
  let last = 0;
  const frame = (stamped: number): void => {
    isAsked = false;
    // The window may have come to a screen of another density.
    measure();
    if (mode === "live") time = Math.min(Math.max(clock(), dots.start), dots.end);
    if (mode === "playing") {
      const passed = Math.min(Math.max(stamped - last, 0), 100);
      time += ((dots.end - dots.start) * passed) / (playSeconds * 1000);
      if (time >= dots.end) {
        time = dots.end;
        setMode("still");
      }
    }
    last = stamped;
    if (measured !== "") {
      drawNight(night);
      say(drawDots());
    }
    if (mode === "playing") draw();
  };
  function draw(): void {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(frame);
  }
  function setMode(next: typeof mode): void {
    mode = next;
    last = performance.now();
    if (play !== null) write(play, play.dataset[next === "playing" ? "pause" : "play"] ?? "");
    draw();
  }

  measure();
  if (controls !== null && slider !== null && play !== null) {
    slider.addEventListener("input", () => {
      time = dots.start + Number(slider.value) * minute;
      setMode("still");
    });
    // A step is a minute; these two go by the hour, where browsers would go by a tenth of the day.
    slider.addEventListener("keydown", (event) => {
      if (event.key !== "PageUp" && event.key !== "PageDown") return;
      event.preventDefault();
      time += (event.key === "PageUp" ? 60 : -60) * minute;
      time = Math.min(Math.max(time, dots.start), dots.end);
      setMode("still");
    });
    play.addEventListener("click", () => {
      if (mode === "playing") return setMode("still");
      if (time >= dots.end || mode === "live") time = dots.start;
      setMode("playing");
    });
    back?.addEventListener("click", () => setMode("live"));
    controls.hidden = false;
    for (const step of around.querySelectorAll<HTMLElement>("[data-steps]")) step.hidden = true;
  }
  around.classList.add("moving");
  draw();
  new ResizeObserver(draw).observe(box);

  async function reload(): Promise<void> {
    let next: Dots;
    try {
      next = await load(address);
    } catch {
      // A bad minute of the network: the next turn tries again.
      return;
    }
    if (frameOf(next) !== frameOf(dots)) {
      // More places, and with them another map below: only the page itself brings that.
      if (isUntouched()) location.reload();
      return;
    }
    dots = next;
    time = Math.min(Math.max(time, dots.start), dots.end);
    measure(true);
    draw();
  }

  /** Takes over what the server says now, when nobody has moved the map: the night may have begun or ended meanwhile. */
  async function refresh(): Promise<void> {
    const news = await askAgain();
    const data = news?.page.querySelector<HTMLElement>("[data-dots]")?.dataset;
    if (news === undefined || data === undefined) return;
    // A rehearsal shows another moment than the server's clock does, and goes on from there.
    if (Math.abs(news.at - Number(data["now"])) < 5 * minute) said = { at: news.at, when: performance.now() };
    if (!isUntouched()) return;
    exchange(news.page);
    const wasLive = isLive;
    isLive = "live" in data;
    shown = Number(data["at"]);
    if (!isLive) time = shown;
    // Another day than the one that is drawn.
    const { dots: next = address } = data;
    const isElsewhere = next !== address;
    address = next;
    if (isElsewhere || isLive !== wasLive || time < dots.start || time > dots.end) void reload();
    setMode(isLive ? "live" : "still");
  }

  // A moment that was chosen by its address stays.
  if (document.querySelector("[data-fresh]") === null) return;
  let turns = 0;
  const watch = (): void => {
    if (document.hidden || !isUntouched()) return;
    draw();
    turns += 1;
    // Long before its night a page is asked for less often; a wall is not, for nobody stands by.
    if (isLive || isWall || turns % 10 === 0) void refresh();
  };
  setInterval(watch, refreshEvery);
  setInterval(() => {
    if (mode === "live" && !document.hidden) draw();
  }, 5000);
  setInterval(() => {
    if (!document.hidden) void reload();
  }, reloadDotsEvery);
  // Whoever comes back, or wakes the machine, sees the present at once.
  document.addEventListener("visibilitychange", () => {
    turns = -1;
    watch();
  });
  if (isWall) keepAwake();
}

/** This page as the server gives it now, and the server's clock. */
async function askAgain(): Promise<{ page: Document; at: number } | undefined> {
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { page, at: Date.parse(answer.headers.get("date") ?? "") };
  } catch {
    // As above.
    return undefined;
  }
}

/** Exchanges the parts that change with time, and only those, so that nobody loses their place. */
function exchange(fresh: Document): void {
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const replacement = fresh.getElementById(part.id);
    if (replacement === null || part.contains(document.activeElement)) continue;
    part.replaceChildren(...replacement.childNodes);
  }
  document.dispatchEvent(new Event("fresh"));
}

/** A wall's screen must not go to sleep; only the screen page asks for it. */
function keepAwake(): void {
  const ask = (): void => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
