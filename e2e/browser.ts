/** A real browser for the tests: Debian's Chromium, driven by Playwright. */
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { chromiumNames, findProgram } from "../tools/programs.ts";

export async function openBrowser(): Promise<Browser> {
  const executablePath = findProgram(chromiumNames);
  if (executablePath === undefined)
    throw new Error("No Chromium was found; npm test installs it or says how.");
  return await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}
