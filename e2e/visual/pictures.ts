/**
 * Pictures of the gallery and of every type of page, held against those that were accepted.
 *
 * They must be the same on another machine: the page's clock stands still, nothing moves, and the letters come from fonts of npm packages
 * (those of the printed sheets) that are served to this browser alone, for a machine's own fonts are its own. What is left differs by a
 * hair: how a version of the browser rounds the edge of a letter. So a pixel counts only where its colour is plainly another (pixelmatch's
 * threshold 0.2, edges of letters left out), and a picture fails from 0.3 % of such pixels on: a moved line of text is more than that.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { root } from "../../tools/sources.ts";
import { openVisualWorld, visualPages } from "./world.ts";
import type { VisualWorld } from "./world.ts";

const accepted = join(root, "e2e/visual/accepted");
/** Where the pictures of a failed run are put, beside what was accepted and what differs. */
export const foundFolder: string = join(root, "e2e/visual/found");
const tolerance = 0.003;
/** Lower parts of long pages repeat what stands above; the gallery is the one page seen whole. */
const tallest = 1000;

/** Each type of page is seen in four of the eight: every language, width and scheme meets every page. */
const looks = [
  { locale: "fr", width: 360, scheme: "light" },
  { locale: "ar", width: 360, scheme: "dark" },
  { locale: "fr", width: 1280, scheme: "dark" },
  { locale: "ar", width: 1280, scheme: "light" },
] as const;

const faces = [
  ["Seen Serif", 400, "@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf"],
  ["Seen Serif", 600, "@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf"],
  ["Seen Sans", 400, "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"],
  ["Seen Sans", 600, "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"],
  ["Seen Arabic", 400, "@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf"],
  ["Seen Arabic", 600, "@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf"],
] as const;
const fontOrigin = "http://fonts.test";
const sheet =
  faces
    .map(
      ([family, weight], index) =>
        `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${fontOrigin}/${index}"); }`,
    )
    .join("\n") +
  `:root, :lang(ar) { --serif: "Seen Serif", "Seen Arabic" !important; --sans: "Seen Sans", "Seen Arabic" !important; }
   *, ::before, ::after { animation: none !important; transition: none !important; caret-color: transparent !important; }`;

async function open(browser: Browser, world: VisualWorld, look: (typeof looks)[number]) {
  const context = await browser.newContext({
    // The letters come from another origin, which the site's policy rightly refuses.
    bypassCSP: true,
    locale: look.locale,
    colorScheme: look.scheme,
    reducedMotion: "reduce",
    timezoneId: "Europe/Brussels",
    viewport: { width: look.width, height: look.width === 360 ? 740 : 800 },
  });
  const { resolve } = createRequire(join(root, "packages/print/package.json"));
  await context.route(`${fontOrigin}/*`, (route) => {
    const [, , file] = faces[Number(new URL(route.request().url()).pathname.slice(1))] ?? faces[0];
    return route.fulfill({
      body: readFileSync(resolve(file)),
      headers: { "access-control-allow-origin": "*", "content-type": "font/ttf" },
    });
  });
  await context.route(`${world.origin}/**`, async (route) => {
    const answer = await world.fetch(
      new Request(route.request().url(), { headers: { "accept-language": look.locale } }),
    );
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  return context;
}

async function take(context: BrowserContext, address: string, isWhole: boolean): Promise<PNG> {
  const page = await context.newPage();
  await page.goto(address);
  await page.addStyleTag({ content: sheet });
  await page.evaluate(async () => {
    // Whether a picture came in time must not be a matter of chance; one that cannot be shown is a fault, and rejects.
    for (const image of document.images) image.loading = "eager";
    await Promise.all(
      [...document.images].map((image) =>
        image.decode().catch(() => {
          throw new Error(`${location.href} names a picture that cannot be shown: ${image.src}`);
        }),
      ),
    );
    await Promise.all([...document.fonts].map((face) => face.load()));
    await document.fonts.ready;
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize() ?? { width: 0 };
  const bytes = await page.screenshot({
    fullPage: true,
    clip: { x: 0, y: 0, width, height: isWhole ? height : Math.min(height, tallest) },
  });
  await page.close();
  const picture = PNG.sync.read(bytes);
  // Sixteen steps of each colour: a fifth of the size, and far finer than what counts as a difference.
  for (let at = 0; at < picture.data.length; at += 1)
    picture.data[at] = Math.round((picture.data[at] ?? 0) / 17) * 17;
  return picture;
}

/** In which share of its pixels a picture is another than the accepted one, and a picture of that. */
export function differenceOf(before: PNG, after: PNG): { share: number; picture: PNG } {
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const onto = (png: PNG): PNG => {
    const canvas = new PNG({ width, height });
    PNG.bitblt(png, canvas, 0, 0, png.width, png.height, 0, 0);
    return canvas;
  };
  const picture = new PNG({ width, height });
  const differing = pixelmatch(onto(before).data, onto(after).data, picture.data, width, height, {
    threshold: 0.2,
  });
  return { share: differing / (width * height), picture };
}

/** Takes every picture; says which differ from what was accepted, or accepts them all. */
export async function lookAtAll(browser: Browser, options: { update: boolean }): Promise<string[]> {
  const world = await openVisualWorld();
  const faults: string[] = [];
  const seen = new Set<string>();
  rmSync(foundFolder, { recursive: true, force: true });
  mkdirSync(accepted, { recursive: true });
  try {
    for (const look of looks) {
      const context = await open(browser, world, look);
      for (const [name, address] of visualPages(look.locale)) {
        const file = `${name}-${look.locale}-${look.width}-${look.scheme}.png`;
        seen.add(file);
        const after = await take(context, world.origin + address, name === "gallery");
        const known = join(accepted, file);
        if (options.update) {
          const isSame =
            existsSync(known) && differenceOf(PNG.sync.read(readFileSync(known)), after).share === 0;
          if (!isSame)
            writeFileSync(known, PNG.sync.write(after, { colorType: 2, deflateLevel: 9, filterType: -1 }));
          continue;
        }
        if (!existsSync(known)) {
          faults.push(`${file} has never been accepted.`);
          continue;
        }
        const { share, picture } = differenceOf(PNG.sync.read(readFileSync(known)), after);
        if (share <= tolerance) continue;
        mkdirSync(foundFolder, { recursive: true });
        writeFileSync(join(foundFolder, file), PNG.sync.write(after));
        writeFileSync(join(foundFolder, file.replace(".png", ".difference.png")), PNG.sync.write(picture));
        faults.push(`${file} differs in ${(share * 100).toFixed(2)} % of its pixels.`);
      }
      await context.close();
    }
    for (const file of readdirSync(accepted)) {
      if (seen.has(file)) continue;
      if (options.update) rmSync(join(accepted, file));
      else faults.push(`${file} was accepted once, and nothing takes it any more.`);
    }
    return faults;
  } finally {
    await world.close();
  }
}
