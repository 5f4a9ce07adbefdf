/** `npm run visual`: holds the look against the accepted pictures; with `--update` it accepts what is there now. */
import { lookAtAll } from "../e2e/visual/pictures.ts";
import { openBrowser } from "../e2e/browser.ts";

const update = process.argv.includes("--update");
const browser = await openBrowser();
const faults = await lookAtAll(browser, { update });
await browser.close();
if (update) console.log("Accepted. Look at `git diff --stat e2e/visual/accepted` and commit.");
else if (faults.length === 0) console.log("Every page looks as it was accepted.");
else {
  console.error(
    `${faults.join("\n")}\nThe new pictures and the differences are in e2e/visual/found. If they are meant: npm run visual -- --update`,
  );
  process.exitCode = 1;
}
