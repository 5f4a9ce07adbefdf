/**
 * The app behind node:http. What is on the shelf is answered before Hono is asked: the same confirmation, the same shelf, only without
 * making a Request and a Response for bytes that are already there.
 */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { ReleaseReader } from "@bluehour/releases/read";
import type { Shelf } from "./respond.ts";

/** Milliseconds that a client may take; a phone on a bad network sends a request of a few hundred bytes in far less. */
const requestTimeout = 15_000;
/** Requests without a body, nearly all of ours, then need no stream for one: a tenth less work for each. */
const serverOptions = {
  requestTimeout,
  headersTimeout: requestTimeout,
  // How often the two are looked at; Node's own 30 s would make 45 of 15.
  connectionsCheckingInterval: 5000,
  optimizeEmptyRequests: true,
};

export function createSiteServer(options: {
  app: Hono;
  reader: ReleaseReader;
  shelf: Shelf;
  report: (error: unknown, route: string) => void;
}): Server {
  const { app, reader, shelf, report } = options;
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (incoming.method === "GET" && incoming.url !== undefined) {
      const snapshot = await reader.confirm();
      const { headers } = incoming;
      const kept = shelf.recall(snapshot, incoming.url, headers["accept-language"], {
        acceptEncoding: headers["accept-encoding"] as string | undefined,
        ifNoneMatch: headers["if-none-match"],
      });
      if (kept !== undefined) {
        outgoing.writeHead(kept.status, kept.flat);
        outgoing.end(kept.latin1, "latin1");
        return;
      }
    }
    await listener(incoming, outgoing);
  };

  return createServer(serverOptions, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      report(error, "server");
      outgoing.destroy();
    });
  });
}
