/**
 * Moves the map of lights through the day: draws night and places upon the server's picture, lets one drag and play, and keeps what is
 * said around it current. Without it, the picture of the present minute stands there.
 */
type Dots = {
  start: number;
  end: number;
  width: number;
  height: number;
  left: number;
  top: number;
  across: number;
  down: number;
  sun: { latitude: [number, number]; longitude: [number, number] };
  colours: string[];
  x: number[];
  y: number[];
  from: number[];
  lasts: number[];
  kinds: string;
  colour: number[];
};

const minute = 60_000;
const radians = Math.PI / 180;
/** Seconds in which the whole night is played. */
const playSeconds = 24;
const refreshEvery = 60_000;
const reloadDotsEvery = 600_000;

const figure = document.querySelector<HTMLElement>("[data-dots]");
if (figure !== null) void begin(figure);

/** A colour as it shines against the night: halfway to white. */
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

async function begin(around: HTMLElement): Promise<void> {
  const box = around.querySelector<HTMLElement>(".chart");
  const { dots: address = "", at: shown = "", now = "", zone = "UTC", locale = "en" } = around.dataset;
  if (box === null) return;
  let dots: Dots;
  try {
    dots = await load(address);
  } catch {
    // The server's picture stays, and is made anew with the page.
    return;
  }
  const arrived = performance.now();
  /** The server's clock, carried on by this machine's: a phone's own may be wrong. */
  const clock = (): number => Number(now) + (performance.now() - arrived);
  const isLive = "live" in around.dataset;
  let mode: "live" | "still" | "playing" = isLive ? "live" : "still";
  let time = Number(shown);

  const nightCanvas = document.createElement("canvas");
  const dotCanvas = document.createElement("canvas");
  nightCanvas.className = "night";
  for (const canvas of [nightCanvas, dotCanvas]) {
    canvas.setAttribute("aria-hidden", "true");
    box.insertBefore(canvas, box.querySelector(".names"));
  }
  const night = nightCanvas.getContext("2d");
  const sky = dotCanvas.getContext("2d");
  if (night === null || sky === null) return;

  // The night: a coarse picture that the browser smooths.
  nightCanvas.width = 480;
  nightCanvas.height = Math.max(60, Math.round((480 * dots.height) / dots.width));
  const shade = night.createImageData(nightCanvas.width, nightCanvas.height);
  const unit = dots.width / nightCanvas.width;
  const rows = Array.from({ length: nightCanvas.height }, (_, row) => {
    const latitude = (dots.top - ((row + 0.5) * unit) / dots.down) * radians;
    return [Math.sin(latitude), Math.cos(latitude)] as const;
  });
  const longitudes = Array.from(
    { length: nightCanvas.width },
    (_, column) => (dots.left + ((column + 0.5) * unit) / dots.across) * radians,
  );
  const cosines = new Float64Array(nightCanvas.width);
  const line = Math.max(0.08, (1.3 * unit) / dots.across);

  function drawNight(): void {
    const share = (time - dots.start) / (dots.end - dots.start);
    const declination =
      (dots.sun.latitude[0] + (dots.sun.latitude[1] - dots.sun.latitude[0]) * share) * radians;
    const zenith =
      (dots.sun.longitude[0] + (dots.sun.longitude[1] - dots.sun.longitude[0]) * share) * radians;
    for (const [column, longitude] of longitudes.entries()) cosines[column] = Math.cos(longitude - zenith);
    const [sin, cos] = [Math.sin(declination), Math.cos(declination)];
    const pixels = new Uint32Array(shade.data.buffer);
    let index = 0;
    for (const [up, along] of rows) {
      const a = up * sin;
      const b = along * cos;
      for (let column = 0; column < cosines.length; column += 1) {
        // Near the horizon, where all shades lie, the sine in degrees is good enough and costs nothing.
        const altitude = (a + b * (cosines[column] ?? 0)) / radians;
        const past = altitude > 0 ? 0 : altitude < -18 ? 1 : altitude / -18;
        const alpha = 205 * past * (1.6 - 0.6 * past);
        const warm = 1 - Math.abs(altitude + 0.833) / line;
        pixels[index] = warm > 0 ? 0x4fa8ed | (Math.max(alpha, 235 * warm) << 24) : 0x180a05 | (alpha << 24);
        index += 1;
      }
    }
    night?.putImageData(shade, 0, 0);
  }

  // The places: written straight into the picture's memory, since ten thousand strokes a frame are too many for a telephone.
  let starts = new Int32Array(0);
  let ends = new Int32Array(0);
  let places = new Int32Array(0);
  let picture = sky.createImageData(1, 1);
  let pixels = new Uint32Array(picture.data.buffer);
  type Stamp = { offsets: Int32Array; colours: Uint32Array };
  let stamps: { waiting: Stamp; over: Stamp; asked: Stamp; lit: Stamp[]; dark: Stamp[] } | undefined;

  function stamp(
    radius: number,
    paint: (away: number) => [number, number, number, number] | undefined,
  ): Stamp {
    const offsets: number[] = [];
    const colours: number[] = [];
    const reach = Math.ceil(radius);
    for (let y = -reach; y <= reach; y += 1)
      for (let x = -reach; x <= reach; x += 1) {
        const colour = paint(Math.hypot(x, y));
        if (colour === undefined) continue;
        const [r, g, b, alpha] = colour;
        offsets.push(y * dotCanvas.width + x);
        colours.push(((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0);
      }
    return { offsets: Int32Array.from(offsets), colours: Uint32Array.from(colours) };
  }

  function measure(): void {
    const width = box?.clientWidth ?? 0;
    if (width === 0) return;
    const density = Math.min(devicePixelRatio, 2400 / width, 3);
    dotCanvas.width = Math.round(width * density);
    dotCanvas.height = Math.round((dotCanvas.width * dots.height) / dots.width);
    picture = sky?.createImageData(dotCanvas.width, dotCanvas.height) ?? picture;
    pixels = new Uint32Array(picture.data.buffer);
    const few = dots.x.length <= 200;
    // A few places are large, thousands are small; on a wall all grow with it.
    const size = density * Math.max(1, width / 1100) * (few ? 2 : 1);
    const edge = (radius: number, away: number): number => Math.max(0, Math.min(1, radius + 0.5 - away));
    const disc =
      (radius: number, [r, g, b]: [number, number, number], alpha: number) =>
      (away: number): [number, number, number, number] | undefined => {
        const cover = edge(radius, away);
        return cover === 0 ? undefined : [r, g, b, Math.round(alpha * cover)];
      };
    const glow =
      (colour: string) =>
      (away: number): [number, number, number, number] | undefined => {
        const core = 2.1 * size;
        if (away <= core) return [...channels(colour, 0.72), 255];
        const far = (away - core) / (4.4 * size);
        return far >= 1 ? undefined : [...channels(colour, 0.25), Math.round(190 * (1 - far) ** 2)];
      };
    const ring =
      (colour: string) =>
      (away: number): [number, number, number, number] | undefined => {
        const cover = Math.min(edge(3.6 * size, away), 1 - edge(2.1 * size, away));
        if (away < 2 * size) return [5, 10, 24, 255];
        return cover === 0 ? undefined : [...channels(colour, 0.6), Math.round(255 * cover)];
      };
    stamps = {
      waiting: stamp(2 * size, disc(1.5 * size, [205, 214, 240], 215)),
      over: stamp(2 * size, disc(1.5 * size, [140, 156, 205], 150)),
      asked: stamp(2 * size, disc(1.1 * size, [160, 172, 210], 110)),
      lit: dots.colours.map((colour) => stamp(6.6 * size, glow(colour))),
      dark: dots.colours.map((colour) => stamp(4.2 * size, ring(colour))),
    };
    const scale = dotCanvas.width / dots.width;
    places = new Int32Array(dots.x.length);
    starts = new Int32Array(dots.x.length);
    ends = new Int32Array(dots.x.length);
    let from = 0;
    for (let index = 0; index < dots.x.length; index += 1) {
      from += dots.from[index] ?? 0;
      starts[index] = from;
      ends[index] = from + (dots.lasts[index] ?? 0);
      const x = Math.round((dots.x[index] ?? 0) * scale);
      const y = Math.round((dots.y[index] ?? 0) * scale);
      places[index] = y * dotCanvas.width + x;
    }
  }

  function put(at: number, { offsets, colours }: Stamp): void {
    for (let index = 0; index < offsets.length; index += 1) {
      const pixel = at + (offsets[index] ?? 0);
      const colour = colours[index] ?? 0;
      // The stronger of two that meet stays.
      if ((pixels[pixel] ?? 0) >>> 24 <= colour >>> 24) pixels[pixel] = colour;
    }
  }

  function drawDots(): { shining: number; coming: number; over: number } {
    const counts = { shining: 0, coming: 0, over: 0 };
    if (stamps === undefined) return counts;
    pixels.fill(0);
    const elapsed = (time - dots.start) / minute;
    const lit: number[] = [];
    for (let index = 0; index < places.length; index += 1) {
      const kind = dots.kinds.charCodeAt(index);
      const place = places[index] ?? 0;
      // "a"sked or "s"ilent
      if (kind === 97 || kind === 115) {
        put(place, stamps.asked);
        continue;
      }
      if (elapsed < (starts[index] ?? 0)) {
        counts.coming += 1;
        put(place, stamps.waiting);
      } else if (elapsed >= (ends[index] ?? 0)) {
        counts.over += 1;
        put(place, stamps.over);
      } else {
        counts.shining += 1;
        lit.push(index);
      }
    }
    for (const index of lit) {
      const colour = dots.colour[index] ?? 0;
      // "d"ark
      const chosen = dots.kinds.charCodeAt(index) === 100 ? stamps.dark[colour] : stamps.lit[colour];
      if (chosen !== undefined) put(places[index] ?? 0, chosen);
    }
    sky?.putImageData(picture, 0, 0);
    return counts;
  }

  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  });
  const short = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  });
  const controls = around.querySelector<HTMLElement>("[data-controls]");
  const slider = around.querySelector<HTMLInputElement>("input[type=range]");
  const play = around.querySelector<HTMLButtonElement>("button[data-play]");
  const back = around.querySelector<HTMLButtonElement>("button[data-back]");

  function say(counts: { shining: number; coming: number; over: number }): void {
    for (const [name, count] of Object.entries(counts))
      for (const place of around.querySelectorAll(`[data-count=${name}]`))
        place.textContent = count.toLocaleString(locale);
    const long = format.format(time);
    for (const place of around.querySelectorAll("[data-clock]"))
      place.textContent = place.getAttribute("data-clock") === "short" ? short.format(time) : long;
    if (slider !== null) {
      slider.value = String(Math.round((time - dots.start) / minute));
      slider.setAttribute("aria-valuetext", long);
    }
    if (back !== null) back.hidden = mode === "live" || !isLive;
    around.toggleAttribute("data-moved", mode !== "live" && time !== Number(shown));
  }

  let asked = false;
  let last = 0;
  function frame(stamped: number): void {
    asked = false;
    if (mode === "live") time = Math.min(Math.max(clock(), dots.start), dots.end);
    if (mode === "playing") {
      const passed = Math.min(stamped - last, 100);
      time += ((dots.end - dots.start) * passed) / (playSeconds * 1000);
      if (time >= dots.end) {
        time = dots.end;
        setMode("still");
      }
    }
    last = stamped;
    drawNight();
    say(drawDots());
    if (mode === "playing") draw();
  }
  function draw(): void {
    if (asked) return;
    asked = true;
    requestAnimationFrame(frame);
  }
  function setMode(next: typeof mode): void {
    mode = next;
    last = performance.now();
    if (play !== null) {
      play.textContent = (next === "playing" ? play.dataset["pause"] : play.dataset["play"]) ?? "";
    }
    draw();
  }

  if (controls !== null && slider !== null && play !== null) {
    slider.max = String(Math.round((dots.end - dots.start) / minute));
    slider.addEventListener("input", () => {
      time = dots.start + Number(slider.value) * minute;
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
  measure();
  around.classList.add("moving");
  draw();
  new ResizeObserver(() => {
    measure();
    draw();
  }).observe(box);

  async function reload(): Promise<void> {
    try {
      dots = await load(address);
    } catch {
      // A bad minute of the network: the next turn tries again.
      return;
    }
    measure();
    draw();
  }

  if (!isLive) return;
  setInterval(() => {
    if (mode === "live" && !document.hidden) draw();
  }, 5000);
  // What is said around the map comes from the server as ever; only those parts are exchanged, so that nobody loses their place.
  setInterval(() => {
    if (mode === "live" && !document.hidden) void refresh();
  }, refreshEvery);
  setInterval(() => {
    void reload();
  }, reloadDotsEvery);
  keepAwake();
}

async function refresh(): Promise<void> {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const replacement = fresh.getElementById(part.id);
      if (replacement === null || part.contains(document.activeElement)) continue;
      part.replaceChildren(...replacement.childNodes);
    }
  } catch {
    // As above.
  }
}

/** A wall's screen must not go to sleep; only the screen page asks for it. */
function keepAwake(): void {
  if (!document.documentElement.hasAttribute("data-wall")) return;
  const ask = (): void => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
