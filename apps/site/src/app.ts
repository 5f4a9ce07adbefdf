/**
 * Every address of the public site. Each request goes the same four steps: parse what came, decide, render, respond; `serve.ts` walks
 * them, `pages/` says what they are for each page.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { homePage } from "./pages/home.tsx";
import { installationPage } from "./pages/installation.tsx";
import { listingPage } from "./pages/listing.tsx";
import { aboutPage, helpPage, privacyPage } from "./pages/plain.tsx";
import { storyPage } from "./pages/story.tsx";
import { thingPage } from "./pages/thing.tsx";
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
    // One address a page: a trailing slash leads to the same without. Two at the start would name another host.
    if (path.length > 1 && path.endsWith("/") && !path.includes("//"))
      return site.redirect(path.slice(0, -1), 308);
    return next();
  });
  const limitForm = bodyLimit({ maxSize: stopFormBytes, onError: (c) => site.quiet(c, "large", 413) });

  app.get("/", serve.front);
  app.get("/s/:code", serve.placement);
  app.get("/S/:code", serve.placement);
  app.get("/media/:file", sundry.media);
  app.get("/exit", sundry.exit);
  app.get("/stop", stop.form);
  app.post("/stop", limitForm, stop.sent);
  app.get("/robots.txt", sundry.robots);
  app.get("/.well-known/security.txt", sundry.security);
  app.get("/favicon.ico", sundry.favicon);

  app.get("/:edition", serve.edition);
  app.get("/:edition/:locale", serve.page(homePage));
  app.get("/:edition/:locale/stop", stop.form);
  app.post("/:edition/:locale/stop", limitForm, stop.sent);
  app.get("/:edition/:locale/help", serve.page(helpPage));
  app.get("/:edition/:locale/about", serve.page(aboutPage));
  app.get("/:edition/:locale/privacy", serve.page(privacyPage));

  app.get("/:edition/:locale/stories", serve.page(listingPage("story")));
  app.get("/:edition/:locale/stories/:id", serve.page(storyPage));
  app.get("/:edition/:locale/installations", serve.page(listingPage("installation")));
  app.get("/:edition/:locale/installations/:id", serve.page(installationPage));
  app.get("/:edition/:locale/events", serve.page(listingPage("event")));
  app.get("/:edition/:locale/events/:id", serve.page(thingPage("event")));
  app.get("/:edition/:locale/landmarks", serve.page(listingPage("landmark")));
  app.get("/:edition/:locale/landmarks/:id", serve.page(thingPage("landmark")));
  app.get("/:edition/:locale/statements", serve.page(listingPage("statement")));
  app.get("/:edition/:locale/statements/:id", serve.page(thingPage("statement")));
  app.get("/:edition/:locale/references", serve.page(listingPage("reference")));
  app.get("/:edition/:locale/references/:id", serve.page(thingPage("reference")));
  app.get("/:edition/:locale/organisations", serve.page(listingPage("organisation")));
  app.get("/:edition/:locale/organisations/:id", serve.page(thingPage("organisation")));

  app.notFound((c) => site.quiet(c, "missing", 404));
  app.onError(serve.failed);
  return app;
}
