/** What a phone receives after scanning a code: bytes with all headers, and how many answers a browser needs to show the page. */
import { createConnection, createServer } from "node:net";
import { once } from "node:events";
import { chromium } from "playwright-core";
import { placementPath } from "@bluehour/domain/addresses";
import { chromiumNames, findProgram } from "../tools/programs.ts";
import { root } from "../tools/sources.ts";
import { contentsOf } from "./data-folder.ts";
import { connect, phoneHeaders } from "./raw-http.ts";
import { judged } from "./row.ts";
import type { Row } from "./row.ts";
import { freePort } from "../tools/free-port.ts";
import { holdStore } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const limit = 14_600;
const locales = ["fr", "nl", "en", "de"];

type Weighed = { bytes: number; code: string; locale: string };

export async function measureWire(here: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];

  const generated = await here.store({ stories: 100, words: 800, placements: 100 });
  const generatedWriter = await holdStore(generated);
  const generatedSite = await here.site(generated);
  const { codes } = contentsOf(generated);
  const large = await heaviest(generatedSite.port, codes);
  rows.push(
    judged(
      {
        part: "wire",
        measure: "generated 800-word stories behind a code, the heaviest",
        value: large.bytes,
        unit: "bytes",
        note: `of ${codes.length} codes in 4 languages; Brotli; all headers of production, without TLS`,
      },
      "most",
      limit,
    ),
  );
  const gzip = await weigh(generatedSite.port, large.code, {
    ...phoneHeaders,
    "accept-language": large.locale,
    "accept-encoding": "gzip",
  });
  rows.push({ part: "wire", measure: "the same with gzip alone", value: gzip, unit: "bytes" });
  const path = placementPath(large.code);
  const seen = await asBrowserSees(generatedSite.port, path, large.locale);
  rows.push(
    judged(
      {
        part: "wire",
        measure: "answers that Chromium needs for that page",
        value: seen.requests,
        unit: "answers",
        note: `counted between browser and site; ${seen.connections} connection(s), ${seen.bytes} bytes`,
      },
      "most",
      1,
    ),
  );
  await generatedSite.end();
  await generatedWriter.close();

  const data = here.folder("campaign");
  const variables = { BLUEHOUR_DATA: data };
  const publishing = here.start(
    process.execPath,
    [`${root}/apps/cli/src/main.ts`, "publish", `${root}/campaigns/belgium-2020`],
    {
      variables,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let complaints = "";
  publishing.child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const [exit] = (await once(publishing.child, "close")) as [number];
  await publishing.end();
  const writer = await holdStore(data);
  const campaign = (await writer.published("2020"))
    .filter(({ kind }) => kind === "placement")
    .map(({ id }) => id);
  if (campaign.length === 0)
    throw new Error(`campaigns/belgium-2020 was not published (exit ${exit}): ${complaints}`);
  const site = await here.site(data, { mode: "demo", edition: "2020" });
  const real = await heaviest(site.port, campaign);
  rows.push(
    judged(
      {
        part: "wire",
        measure: "campaign's own stories behind a code, the heaviest",
        value: real.bytes,
        unit: "bytes",
        note: `of ${campaign.length} codes in 4 languages (${real.locale})`,
      },
      "most",
      limit,
    ),
  );
  await site.end();
  await writer.close();
  return rows;
}

async function weigh(port: number, code: string, headers: Record<string, string>): Promise<number> {
  const connection = await connect(port);
  try {
    const { status, bytes } = await connection.get(placementPath(code), headers);
    if (status !== 200) throw new Error(`The code ${code} answered ${status}.`);
    return bytes;
  } finally {
    connection.close();
  }
}

async function heaviest(port: number, codes: readonly string[]): Promise<Weighed> {
  let most: Weighed = { bytes: 0, code: "", locale: "" };
  for (const code of codes) {
    for (const locale of locales) {
      const bytes = await weigh(port, code, { ...phoneHeaders, "accept-language": locale });
      if (bytes > most.bytes) most = { bytes, code, locale };
    }
  }
  return most;
}

/** Lets Chromium load a page through a relay that counts, so that nothing the browser keeps quiet about is missed. */
async function asBrowserSees(
  port: number,
  path: string,
  locale: string,
): Promise<{ requests: number; connections: number; bytes: number }> {
  const seen = { requests: 0, connections: 0, bytes: 0 };
  const relayPort = await freePort();
  const relay = createServer((phone) => {
    const site = createConnection({ port, host: "127.0.0.1" });
    let used = false;
    phone.on("data", (chunk: Buffer) => {
      // Browsers open spare connections; one counts when something is asked on it.
      if (!used) seen.connections += 1;
      used = true;
      seen.requests += chunk.toString("latin1").match(/^(GET|POST|HEAD) /gm)?.length ?? 0;
    });
    site.on("data", (chunk: Buffer) => (seen.bytes += chunk.length));
    phone.pipe(site).pipe(phone);
    for (const socket of [phone, site])
      socket.on("error", () => [phone, site].forEach((each) => each.destroy()));
  });
  relay.listen(relayPort, "127.0.0.1");
  await once(relay, "listening");
  const executablePath = findProgram(chromiumNames);
  if (executablePath === undefined) throw new Error("Chromium is gone. Install it again.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ locale, viewport: { width: 390, height: 844 } });
    await page.goto(`http://127.0.0.1:${relayPort}${path}`, { waitUntil: "networkidle" });
    return { ...seen };
  } finally {
    await browser.close();
    relay.close();
  }
}
