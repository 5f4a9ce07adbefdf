/**
 * Every address of the public site. Each request goes the same four steps: parse what came, decide, render, respond; `serve.ts` walks
 * them, `pages/` says what they are for each page.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { eventPage } from "./pages/event.tsx";
import { helpPage } from "./pages/help.tsx";
import { homePage } from "./pages/home.tsx";
import { installationPage } from "./pages/installation.tsx";
import { letterPage } from "./pages/letter.tsx";
import {
  editionCalendar,
  eventCalendar,
  landmarkCalendar,
  lightsCalendar,
  organisationCalendar,
} from "./pages/calendar.ts";
import { landmarkPage } from "./pages/landmark.tsx";
import { lightsDots, lightsEmbed, lightsPage, lightsPicture, lightsScreen } from "./pages/lights.tsx";
import { listingPage } from "./pages/listing.tsx";
import { aboutPage, privacyPage } from "./pages/plain.tsx";
import { stickerPage } from "./pages/sticker.tsx";
import { storyPage } from "./pages/story.tsx";
import type { AnyPage } from "./pages/page.ts";
import { programmePage } from "./pages/programme.tsx";
import { searchPage } from "./pages/search.tsx";
import { thingPage } from "./pages/thing.tsx";
import { waysPage } from "./pages/ways.tsx";
import { createServe } from "./serve.ts";
import { createSite } from "./site.ts";
import type { SiteOptions } from "./site.ts";
import { createStopHandlers } from "./stop.ts";
import { createSundry } from "./sundry.ts";

export type AppOptions = SiteOptions;

/** Longest address that is looked at; ours are under 100. */
const longestAddress = 2048;
/** A stop code with blanks in any script's digits, form-encoded, is under 400 bytes. */
const stopFormBytes = 1024;

/** Pages of an edition in a language. Each names the surfaces on which it shows releases; a test holds them against the table of uses. */
export const pageKinds: readonly (readonly [route: string, kind: AnyPage])[] = [
  ["/:edition/:locale", homePage],
  ["/:edition/:locale/help/:country?", helpPage],
  ["/:edition/:locale/code", stickerPage],
  ["/:edition/:locale/ways", waysPage],
  ["/:edition/:locale/search", searchPage],
  ["/:edition/:locale/about", aboutPage],
  ["/:edition/:locale/privacy", privacyPage],
  ["/:edition/:locale/stories", listingPage("story")],
  ["/:edition/:locale/stories/:id", storyPage],
  ["/:edition/:locale/installations", listingPage("installation")],
  ["/:edition/:locale/installations/:id", installationPage],
  ["/:edition/:locale/events", programmePage],
  ["/:edition/:locale/events/:id", eventPage],
  ["/:edition/:locale/lights", lightsPage],
  ["/:edition/:locale/lights/screen/:country?/:city?", lightsScreen],
  ["/:edition/:locale/lights/embed/:country?/:city?", lightsEmbed],
  ["/:edition/:locale/lights/picture/:country/:city?", lightsPicture],
  ["/:edition/:locale/lights/dots/:country/:city?", lightsDots],
  ["/:edition/:locale/lights/calendar/:country/:city?", lightsCalendar],
  ["/:edition/:locale/lights/:country/:city?", lightsPage],
  ["/:edition/:locale/calendar.ics", editionCalendar],
  ["/:edition/:locale/events/:id/calendar.ics", eventCalendar],
  ["/:edition/:locale/landmarks/:id/calendar.ics", landmarkCalendar],
  ["/:edition/:locale/organisations/:id/calendar.ics", organisationCalendar],
  ["/:edition/:locale/landmarks", listingPage("landmark")],
  ["/:edition/:locale/landmarks/:id", landmarkPage],
  ["/:edition/:locale/landmarks/:id/letter", letterPage],
  ["/:edition/:locale/statements", listingPage("statement")],
  ["/:edition/:locale/statements/:id", thingPage("statement")],
  ["/:edition/:locale/references", listingPage("reference")],
  ["/:edition/:locale/references/:id", thingPage("reference")],
  ["/:edition/:locale/organisations", listingPage("organisation")],
  ["/:edition/:locale/organisations/:id", thingPage("organisation")],
];

export function createApp(options: AppOptions): Hono {
  const site = createSite(options);
  const serve = createServe(site);
  const stop = createStopHandlers(site);
  const sundry = createSundry(site);
  const app = new Hono({ strict: true });

  app.use(async (c, next) => {
    if (c.req.url.length > longestAddress) return site.quiet(c, "long", 414);
    const path = c.req.path;
    const isStop = path === "/stop" || path.endsWith("/stop");
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && !(c.req.method === "POST" && isStop))
      return site.quiet(c, "method", 405, { allow: isStop ? "GET, HEAD, POST" : "GET, HEAD" });
    // One address a page: a trailing slash leads to the same without. The path is decoded here: only what our addresses are made of may be
    // sent back, for a second slash, a backslash or a tab would make another host of it.
    if (/^(?:\/[A-Za-z0-9._~-]+)+\/$/.test(path)) return site.redirect(path.slice(0, -1), 308);
    return next();
  });
  const limitForm = bodyLimit({ maxSize: stopFormBytes, onError: (c) => site.quiet(c, "large", 413) });

  app.get("/", serve.front);
  app.get("/s/:code", serve.placement);
  app.get("/S/:code", serve.placement);
  app.get("/media/:file", sundry.media);
  app.get("/assets/:file", sundry.asset);
  app.get("/exit", sundry.exit);
  app.get("/stop", stop.form);
  app.post("/stop", limitForm, stop.sent);
  app.get("/robots.txt", sundry.robots);
  app.get("/.well-known/security.txt", sundry.security);
  app.get("/favicon.ico", sundry.favicon);

  app.get("/:edition", serve.edition);
  app.get("/:edition/:locale/stop", stop.form);
  app.post("/:edition/:locale/stop", limitForm, stop.sent);
  for (const [route, kind] of pageKinds) app.get(route, serve.page(kind));

  app.notFound((c) => site.quiet(c, "missing", 404));
  app.onError(serve.failed);
  return app;
}
