/**
 * Installs the public site alone, as its production image is built, and shows that nothing private is within its reach: only declared
 * packages are linked, a private import fails, and the site serves all the same.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { migrateInbox } from "../packages/inbox/src/migrations.ts";
import { openReleaseWriter } from "../packages/releases/src/write.ts";
import { freePort } from "./free-port.ts";
import { root, sourceFiles } from "./sources.ts";

const folder = mkdtempSync(join(tmpdir(), "bluehour-site-"));
let failed = 0;
let passed = 0;
function expect(what: string, right: boolean, detail = ""): void {
  console.log(`${right ? "ok  " : "FAIL"} ${what}${right || detail === "" ? "" : `: ${detail}`}`);
  if (right) passed += 1;
  else failed += 1;
}

try {
  // What the image copies: the site, the rooms it names and nothing else of ours.
  const manifest = JSON.parse(readFileSync(`${root}/apps/site/package.json`, "utf8")) as {
    dependencies: Record<string, string>;
  };
  const rooms = Object.keys(manifest.dependencies)
    .filter((name) => name.startsWith("@bluehour/"))
    .map((name) => name.slice("@bluehour/".length));
  const kept = ["apps/site/", ...rooms.map((room) => `packages/${room}/`), "tools/"];
  for (const file of sourceFiles([""])) {
    const isManifest = file.endsWith("package.json") || file === "package-lock.json" || file === ".npmrc";
    if (!isManifest && !kept.some((start) => file.startsWith(start))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  const install = spawnSync(
    "npm",
    ["ci", "--workspace=apps/site", "--omit=dev", "--ignore-scripts", "--prefer-offline", "--loglevel=error"],
    { cwd: folder, encoding: "utf8" },
  );
  expect("npm installs the site alone", install.status === 0, install.stderr);

  const linked = readdirSync(join(folder, "node_modules", "@bluehour")).toSorted();
  expect(
    "only declared rooms are linked",
    linked.join() === [...rooms, "site"].toSorted().join(),
    linked.join(", "),
  );

  for (const [name, importer] of [
    ["@bluehour/gate/decide", "apps/site/src/probe.ts"],
    ["@bluehour/gate/identify", "apps/site/src/probe.ts"],
    ["libphonenumber-js", "apps/site/src/probe.ts"],
    ["@bluehour/bundle/load", "apps/site/src/probe.ts"],
    ["sharp", "apps/site/src/probe.ts"],
  ] as const) {
    writeFileSync(join(folder, importer), `await import(${JSON.stringify(name)});\n`);
    const probe = spawnSync(process.execPath, [join(folder, importer)], { cwd: folder, encoding: "utf8" });
    rmSync(join(folder, importer));
    expect(
      `importing ${name} fails`,
      probe.status !== 0 && probe.stderr.includes("ERR_MODULE_NOT_FOUND"),
      probe.stderr,
    );
  }
  await serves();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function serves(): Promise<void> {
  const data = join(folder, "data");
  const publish = spawnSync(
    process.execPath,
    [`${root}/apps/cli/src/main.ts`, "publish", `${root}/campaigns/belgium-2020`],
    {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", BLUEHOUR_DATA: data, LANG: "en" },
    },
  );
  expect("a bundle is published for it", publish.status === 0, publish.stderr);
  const location = { database: "sqlite", file: join(data, "public", "releases.db") } as const;
  await migrateInbox({ database: "sqlite", file: join(data, "inbox", "inbox.db") });
  const writer = await openReleaseWriter({
    location,
    mediaFolder: join(data, "public", "media"),
    tombstoneLog: join(data, "tombstones.log"),
    now: () => new Date(),
  });
  const port = await freePort();
  const site = spawn(process.execPath, [join(folder, "apps/site/src/main.ts")], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env["PATH"] ?? "", BLUEHOUR_DATA: data, SITE_PORT: String(port) },
  });
  try {
    await once(site.stdout, "data");
    const home = await fetch(`http://127.0.0.1:${port}/`, { headers: { "accept-language": "nl" } });
    const text = await home.text();
    expect("it serves the day", home.status === 200 && text.includes('lang="nl"'), `${home.status}`);
  } finally {
    site.kill("SIGTERM");
    await once(site, "exit");
    await writer.close();
  }
}
