/** The whole public site over the small day of the tests, with the gallery beside it, at one standing moment: for eyes and for pictures. */
import { createHash } from "node:crypto";
import { PNG } from "pngjs";
import type { Media } from "@bluehour/domain/draft";
import "../../apps/site/src/tsx-hook.ts";
import { createFrames } from "../../apps/site/src/frame.ts";
import { isInterfaceLocale } from "@bluehour/domain/locales";
import type { Kind } from "@bluehour/domain/kinds";
import type { Release } from "@bluehour/domain/release";
import { releaseSchema } from "@bluehour/domain/release";
import type { PublicRelease } from "@bluehour/domain/release";
import { storyId } from "@bluehour/testing/release-factory";
import { placementCodes, publicDay } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";

const { createApp } = await import("../../apps/site/src/app.ts");
const { gallery } = await import("../../apps/site/gallery/gallery.tsx");

/** The evening of the day, an hour and a half before the lights. */
const moment = "2020-07-30T18:00:00Z";

export type VisualWorld = {
  origin: string;
  /** Answers any address of the site, and `/gallery/LANGUAGE`. */
  fetch: (request: Request) => Promise<Response>;
  close: () => Promise<void>;
};

/** Each type of page that has a shape of its own, by a name for its picture. */
export function visualPages(locale: string): readonly (readonly [name: string, address: string])[] {
  const base = `/2020/${locale}`;
  return [
    ["gallery", `/gallery/${locale}`],
    ["home-announced", `${base}?at=2020-07-01T10:00:00Z`],
    ["home-live", `${base}?at=2020-07-30T19:50:00Z`],
    ["home-archived", `${base}?at=2021-07-01T10:00:00Z`],
    ["stories", `${base}/stories`],
    ["story", `${base}/stories/${storyId(1)}`],
    ["code", `/s/${placementCodes.ground}`],
    ["quiet", `/s/${placementCodes.empty}`],
    ["programme", `${base}/events?at=${moment}`],
    ["event", `${base}/events/noon?at=${moment}`],
    ["lights", `${base}/lights?at=2020-07-30T19:50:00Z`],
    ["wall", `${base}/lights/screen?at=2020-07-30T19:50:00Z`],
    ["city", `${base}/lights/be/brussels?at=2020-07-30T19:50:00Z`],
    ["landmarks", `${base}/landmarks`],
    ["landmark", `${base}/landmarks/hall?at=${moment}`],
    ["installations", `${base}/installations`],
    ["statements", `${base}/statements`],
    ["organisations", `${base}/organisations`],
    ["statement", `${base}/statements/free`],
    ["help", `${base}/help`],
    ["search", `${base}/search?q=story`],
    ["sticker", `${base}/code`],
    ["ways", `${base}/ways`],
    ["stop", `${base}/stop`],
    ["about", `${base}/about`],
  ];
}

/** The day's own picture is a few bytes that no browser can show; here it is one of dusk, drawn. */
function drawnPicture(): { media: Media; bytes: Uint8Array } {
  const [width, height] = [640, 360];
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    const isGround = y > height * 0.75;
    const depth = Math.floor((y / height) * 12) / 12;
    const colour = isGround ? [12, 22, 49] : [27 + 190 * depth, 44 + 90 * depth, 91 - 10 * depth];
    for (let x = 0; x < width; x += 1) png.data.set([...colour, 255], (y * width + x) * 4);
  }
  const bytes = PNG.sync.write(png, { colorType: 2 });
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { media: { hash, type: "image/png", width, height, bytes: bytes.byteLength }, bytes };
}

export async function openVisualWorld(origin = "http://bluehour.test"): Promise<VisualWorld> {
  const world = await publicWorld(moment);
  const day = publicDay();
  const more = (kind: Kind, id: string, as: string, over: object): Release => {
    const release = day.releases.find((one) => one.kind === kind && one.id === id);
    if (release === undefined) throw new Error(`The day has no ${kind} ${id}.`);
    return releaseSchema.parse({ ...release, id: as, data: { ...release.data, ...over } }) as Release;
  };
  const shown = drawnPicture();
  await world.publish(
    [
      ...day.releases.map((release) =>
        release.kind === "image"
          ? (releaseSchema.parse({ ...release, media: [shown.media] }) as Release)
          : release,
      ),
      more("landmark", "hall", "tower", {
        state: "pledged",
        coordinates: { latitude: 51.05, longitude: 3.72 },
        city: "ghent",
      }),
      more("landmark", "hall", "gate", {
        state: "invited",
        coordinates: { latitude: 51.2, longitude: 4.4 },
        city: "antwerp",
      }),
      more("event", "noon", "concert", { status: "cancelled", start: "2020-07-30T21:00:00+02:00" }),
      more("event", "noon", "dusk", {
        start: "2020-07-30T19:00:00+02:00",
        end: "2020-07-30T23:00:00+02:00",
      }),
      more("fact", "people", "old", { figure: "> 200", validUntil: "2020-01-31" }),
    ],
    new Map([[shown.media.hash, shown.bytes]]),
  );
  const app = createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "demo",
    now: world.clock.now,
    monotonic: world.clock.monotonic,
    pause: async () => {},
    report: (error) => {
      throw error;
    },
  });
  const frames = createFrames(world.reader, "demo");
  const show = async (locale: string): Promise<Response> => {
    const snapshot = await world.reader.confirm();
    const frame = isInterfaceLocale(locale) ? await frames.frame(snapshot, "2020", locale) : undefined;
    if (frame === undefined) return new Response("There is no such language.", { status: 404 });
    const list = async <K extends Kind>(kind: K): Promise<PublicRelease<K>[]> => {
      const page = await world.reader.list({
        kind,
        edition: "2020",
        locale: frame.locale,
        surface: "page",
        limit: 20,
      });
      return page.items as PublicRelease<K>[];
    };
    const markup = await gallery({
      frame,
      now: world.clock.now(),
      stories: await list("story"),
      events: await list("event"),
      facts: await list("fact"),
      things: [
        ...(await list("organisation")),
        ...(await list("statement")),
        ...(await list("reference")),
        ...(await list("landmark")),
        ...(await list("installation")),
      ],
    });
    return new Response(`<!doctype html>${String(markup)}`, {
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
  };
  return {
    origin,
    async fetch(request) {
      const [, part, locale = "en"] = new URL(request.url).pathname.split("/");
      return part === "gallery" ? await show(locale) : await app.fetch(request);
    },
    close: () => world.close(),
  };
}
