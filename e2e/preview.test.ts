/** The private preview as the studio shows it: a process of its own, its page in a frame without rights, in a real browser. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { PreviewRequest } from "@bluehour/domain/preview";
import type { ReleaseContent } from "@bluehour/domain/release";
import { publicDay } from "@bluehour/testing/public-day";
import { storyId } from "@bluehour/testing/release-factory";
import { freePort } from "../tools/free-port.ts";
import { root } from "../tools/sources.ts";
import { openBrowser } from "./browser.ts";
import { cleanEnvironment } from "./start-day.ts";

const secret = "0123456789abcdef0123456789abcdef";
const day = publicDay();
let port: number;
let preview: ChildProcess;
let browser: Browser;

before(async () => {
  port = await freePort();
  preview = fork(`${root}/apps/site/src/preview-main.ts`, [], {
    env: cleanEnvironment({ PREVIEW_PORT: String(port), PREVIEW_SECRET: secret }),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [message] = (await once(preview, "message")) as [{ ready?: boolean }];
  assert.equal(message.ready, true);
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  preview.kill("SIGTERM");
  await once(preview, "exit");
});

async function ask(request: PreviewRequest): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/preview`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text;
}

test("in a frame without rights the page is whole, asks for nothing, and its links lead nowhere", async () => {
  const things = day.releases.map((release): ReleaseContent => {
    const { stopHash: _, ...rest } = release;
    return rest;
  });
  const edition = things.find(({ kind }) => kind === "edition") as ReleaseContent;
  const media = Object.fromEntries(
    [...day.media].map(([hash, bytes]) => [hash, Buffer.from(bytes).toString("base64")]),
  );
  const of = (id: string) => things.find((thing) => thing.id === id) as ReleaseContent;
  const story = await ask({ candidate: of(storyId(1)), edition, around: things, locale: "ar" });
  const noon = await ask({ candidate: of("noon"), edition, around: things, locale: "fr", media });

  const asked: string[] = [];
  const host = createServer((request, response) => {
    asked.push(request.url ?? "");
    // As strict as a studio may be: the frame inherits what it is allowed.
    response.setHeader(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><link rel=icon href=data:,><p>studio</p>");
  });
  host.listen(0, "127.0.0.1");
  await once(host, "listening");
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  try {
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
    for (const [html, seen] of [
      [story, "Story 1 (ar)"],
      [noon, "Noon (fr)"],
    ] as const) {
      const frame = page.frameLocator("iframe");
      await page.evaluate((source) => {
        document.querySelector("iframe")?.remove();
        const made = document.createElement("iframe");
        made.setAttribute("sandbox", "");
        made.srcdoc = source;
        made.style.cssText = "width: 390px; height: 800px";
        document.body.append(made);
      }, html);
      await frame.locator("h1", { hasText: seen }).waitFor();
      const frames = page.frames().length;
      for (const link of await frame.locator("header a, nav a").all())
        await link.click({ force: true, timeout: 2000 });
      assert.equal(page.frames().length, frames);
      await frame.locator("h1", { hasText: seen }).waitFor();
    }
    const picture = page.frameLocator("iframe").locator("img").first();
    assert.match((await picture.getAttribute("src")) ?? "", /^data:image\//);
    assert.deepEqual(asked, ["/"]);
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
    host.close();
    host.closeAllConnections();
  }
});

test("it refuses to start when it was handed what opens private data", async () => {
  const port2 = await freePort();
  const second = fork(`${root}/apps/site/src/preview-main.ts`, [], {
    env: cleanEnvironment({ PREVIEW_PORT: String(port2), PREVIEW_SECRET: secret, PAYLOAD_SECRET: secret }),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [message] = (await once(second, "message")) as [{ problem?: string; final?: boolean }];
  assert.match(message.problem ?? "", /PAYLOAD_SECRET/);
  const [code] = (await once(second, "exit")) as [number];
  assert.equal(code, 78);
});
