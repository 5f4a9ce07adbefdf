/** `npm run gallery`: every component in every state at http://localhost:4010/gallery/en, over invented examples. For development only. */
import { serve } from "@hono/node-server";
import { openVisualWorld } from "../e2e/visual/world.ts";

const port = 4010;
const origin = `http://localhost:${port}`;
const world = await openVisualWorld(origin);
serve({ fetch: world.fetch, port, hostname: "127.0.0.1" }, () =>
  console.log(`${origin}/gallery/en (or fr, nl, de, ar, ro). Ctrl-C ends it.`),
);
