/** The site's app on a data folder, in this process and without a port. */
import "@bluehour/site/tsx-hook";
import { setTimeout as wait } from "node:timers/promises";
import { openInboxAppender } from "@bluehour/inbox/append";
import { openReleaseReader } from "@bluehour/releases/read";
import { filesOf } from "./data-folder.ts";

// The views load through the hook above, which has to be there first.
const { createApp } = await import("@bluehour/site/app");

/** Keeps nothing: every request is rendered. */
const noShelf = { recall: () => undefined, keep: () => undefined };

/** Opens it. With `shelved: false` nothing that was rendered is kept. */
export async function openApp(data: string, { shelved }: { shelved: boolean }) {
  const files = filesOf(data);
  const now = () => new Date();
  const monotonic = () => performance.now();
  const inbox = await openInboxAppender({ location: files.inbox, now });
  const reader = await openReleaseReader({
    location: files.releases,
    mediaFolder: files.media,
    tombstoneLog: files.tombstoneLog,
    stops: inbox.stops,
    now,
    monotonic,
  });
  await reader.confirm();
  const app = createApp({
    reader,
    stop: inbox.appendStop,
    origin: "https://bluehour.example",
    mode: "production",
    now,
    monotonic,
    pause: (milliseconds: number) => wait(milliseconds),
    report: (error: unknown) => {
      throw error;
    },
    ...(!shelved && { shelf: noShelf }),
  });
  return {
    app,
    reader,
    async close() {
      await reader.close();
      await inbox.close();
    },
  };
}
