/** Requests a second against nginx: the same precompressed bytes and headers, the same core, turn and turn about in the same minute. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { homePath, placementPath } from "@bluehour/domain/addresses";
import { findProgram } from "../tools/programs.ts";
import { contentsOf, storyPath } from "./data-folder.ts";
import { editionId } from "./large-edition.ts";
import { connect, phoneHeaders } from "./raw-http.ts";
import type { Answer } from "./raw-http.ts";
import { judged, median, number } from "./row.ts";
import type { Row } from "./row.ts";
import { freePort } from "../tools/free-port.ts";
import { holdStore, processorSeconds, untilAnswer } from "./surroundings.ts";
import type { Running, Surroundings } from "./surroundings.ts";

const rounds = 3;
const seconds = 2;
const connections = 32;
const serverCore = 0;
const loadCore = 1;

/** Headers that each server makes for itself. */
const ownHeaders = new Set([
  "date",
  "connection",
  "keep-alive",
  "content-length",
  "content-type",
  "etag",
  "transfer-encoding",
]);

type Server = { name: "site" | "nginx"; port: number; pid: number };
type Case = {
  measure: string;
  path: string;
  headers: Record<string, string>;
  /** Asks whether the page that it holds is still good. */
  conditional: boolean;
};

export async function measureNginx(here: Surroundings): Promise<Row[]> {
  const data = await here.store({ stories: 100, words: 800, placements: 100 });
  const writer = await holdStore(data);
  const site = await here.site(data, { core: serverCore });
  const { stories, codes } = contentsOf(data);
  const story = storyPath(stories[0] as (typeof stories)[number]);
  const cases: Case[] = [
    {
      measure: "help page (no consent, may be kept)",
      path: `${homePath(editionId, "fr")}/help`,
      headers: phoneHeaders,
      conditional: false,
    },
    { measure: "story (lease, ETag)", path: story, headers: phoneHeaders, conditional: false },
    {
      measure: "story behind a code (language negotiated)",
      path: placementPath(codes[0] ?? ""),
      headers: phoneHeaders,
      conditional: false,
    },
    {
      measure: "story asked for again (If-None-Match, 304)",
      path: story,
      headers: phoneHeaders,
      conditional: true,
    },
  ];
  const answers = new Map<string, Answer>();
  const connection = await connect(site.port);
  for (const { path, headers } of cases) answers.set(path, await connection.get(path, headers));
  connection.close();
  for (const [path, { status, headers }] of answers) {
    if (status !== 200 || headers["content-encoding"] !== "br")
      throw new Error(
        `The site answered ${path} with ${status}, encoded as ${headers["content-encoding"] ?? "nothing"}.`,
      );
  }
  const nginx = await startNginx(here, answers);

  const rows: Row[] = [];
  const servers: [Server, Server] = [
    { name: "site", port: site.port, pid: site.pid },
    { name: "nginx", port: nginx.port, pid: nginx.worker },
  ];
  for (const one of cases) {
    const results = { site: [] as Load[], nginx: [] as Load[] };
    // The site compiles as it runs: both get a warm-up that is not counted.
    for (const server of servers) await measureLoad(here, server, one, 1);
    for (let round = 0; round < rounds; round += 1) {
      for (const server of servers) results[server.name].push(await measureLoad(here, server, one, seconds));
    }
    const perSecond = {
      site: median(results.site.map(({ rate }) => rate)),
      nginx: median(results.nginx.map(({ rate }) => rate)),
    };
    const busy = {
      site: median(results.site.map((load) => load.busy)),
      nginx: median(results.nginx.map((load) => load.busy)),
    };
    const common = { part: "nginx", unit: "requests/s" };
    rows.push(
      {
        ...common,
        measure: `${one.measure}: site`,
        value: perSecond.site,
        note: `${answers.get(one.path)?.body.length} bytes of Brotli; core ${number(busy.site * 100)}% busy`,
      },
      {
        ...common,
        measure: `${one.measure}: nginx`,
        value: perSecond.nginx,
        note: `core ${number(busy.nginx * 100)}% busy`,
      },
      judged(
        {
          part: "nginx",
          measure: `${one.measure}: ratio`,
          value: perSecond.site / perSecond.nginx,
          unit: "of nginx",
          note:
            `medians of ${rounds} rounds of ${seconds} s, ${connections} connections; per second of processor time ` +
            `${number(perSecond.site / busy.site / (perSecond.nginx / busy.nginx))}`,
        },
        "least",
        0.8,
      ),
    );
  }
  await nginx.end();
  await site.end();
  await writer.close();
  return rows;
}

/** nginx with the site's own bodies and headers, as fast as it can serve them from files. */
async function startNginx(
  here: Surroundings,
  answers: ReadonlyMap<string, Answer>,
): Promise<Running & { port: number; worker: number }> {
  const folder = here.folder("nginx");
  const port = await freePort();
  mkdirSync(join(folder, "temp"));
  const locations: string[] = [];
  for (const [index, [path, { body, headers }]] of [...answers].entries()) {
    const file = join(folder, `${index}.br`);
    writeFileSync(file, body);
    const lines = Object.entries(headers)
      .filter(([name]) => !ownHeaders.has(name))
      .map(([name, value]) => `add_header ${name} ${JSON.stringify(value)};`);
    locations.push(
      `location = ${path} { alias ${file}; default_type ${JSON.stringify(headers["content-type"])}; ${lines.join(" ")} }`,
    );
  }
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, "temp", name)};`,
  );
  writeFileSync(
    join(folder, "nginx.conf"),
    `${process.getuid?.() === 0 ? "user root;" : ""}
worker_processes 1;
daemon off;
pid ${join(folder, "nginx.pid")};
error_log ${join(folder, "error.log")};
events { worker_connections 1024; }
http {
  types { }
  access_log off;
  server_tokens off;
  sendfile on;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  open_file_cache max=100 inactive=1h;
  open_file_cache_valid 1h;
  ${paths.join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    ${locations.join("\n    ")}
  }
}
`,
  );
  const program = findProgram(["nginx"]) ?? "nginx";
  const running = here.start(
    program,
    ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")],
    {
      core: serverCore,
    },
  );
  await untilAnswer(port, [...answers.keys()][0] ?? "/", running);
  const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(running.pid)], {
    encoding: "utf8",
  }).stdout.trim();
  return { ...running, port, worker: Number(children.split(/\s+/)[0]) };
}

type Load = { rate: number; busy: number };

async function measureLoad(here: Surroundings, server: Server, one: Case, duration: number): Promise<Load> {
  const headers = { ...one.headers };
  if (one.conditional) {
    const connection = await connect(server.port);
    const { headers: sent } = await connection.get(one.path, one.headers);
    connection.close();
    headers["if-none-match"] = sent["etag"] ?? "";
  }
  const before = processorSeconds(server.pid);
  const from = performance.now();
  const wrk = here.start(
    "wrk",
    [
      "-t1",
      `-c${connections}`,
      `-d${duration}s`,
      ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
      `http://127.0.0.1:${server.port}${one.path}`,
    ],
    { core: loadCore, stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  wrk.child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(wrk.child, "close");
  await wrk.end();
  const busy = (processorSeconds(server.pid) - before) / ((performance.now() - from) / 1000);
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
  if (!Number.isFinite(rate) || /Non-2xx|Socket errors/.test(output))
    throw new Error(`${server.name} failed under load:\n${output}`);
  return { rate, busy };
}
