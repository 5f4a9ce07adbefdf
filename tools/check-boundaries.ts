/**
 * Holds every import against the table of who may import whom, and a few other walls.
 *
 * What it cannot catch: it reads imports as text, so a name put together at run time (`import(prefix + name)`), `createRequire`, a path
 * read from a file or a child process escape it. Those walls stand elsewhere: the site's install without private packages
 * (check-site-alone.ts), a database role that can only read, and the canaries in e2e/.
 */
import { readFileSync } from "node:fs";
import { root, sourceFiles } from "./sources.ts";

type Rule = { rooms: string[]; packages: string[] };

const studioLike = [
  "domain",
  "gate",
  "releases/read",
  "releases/write",
  "releases/migrations",
  "releases/tombstone-log",
  "inbox/open",
  "inbox/read",
  "inbox/migrations",
  "sky",
  "print",
  "feeds",
  "i18n",
  "bundle",
];

/** Room by room: which rooms of ours (or which of their doors), and which npm packages. */
const table: Record<string, Rule> = {
  "packages/domain": { rooms: [], packages: ["zod", "temporal-polyfill"] },
  "packages/i18n": {
    rooms: ["domain"],
    packages: ["intl-messageformat", "negotiator", "saxes", "gettext-parser"],
  },
  "packages/gate": {
    rooms: ["domain", "i18n"],
    packages: ["ibantools", "libphonenumber-js", "linkify-it", "stdnum"],
  },
  "packages/sky": { rooms: [], packages: ["suncalc", "temporal-polyfill"] },
  "packages/feeds": { rooms: ["domain", "i18n"], packages: ["ical-generator", "timezones-ical-library"] },
  "packages/print": {
    rooms: ["domain", "i18n"],
    packages: ["uqr", "@myriaddreamin/typst-ts-web-compiler"],
  },
  "packages/bundle": {
    rooms: ["domain", "i18n", "sky"],
    packages: [
      "zod",
      "yaml",
      "age-encryption",
      "mdast",
      "mdast-util-from-markdown",
      "fastest-levenshtein",
      "sharp",
      "csv-parse",
      "@photostructure/tz-lookup",
    ],
  },
  "packages/config": { rooms: ["domain", "i18n"], packages: ["zod"] },
  "packages/releases": { rooms: ["domain"], packages: ["kysely", "pg", "node:sqlite"] },
  "packages/inbox": { rooms: ["domain"], packages: ["kysely", "pg", "node:sqlite"] },
  "packages/testing": { rooms: ["*"], packages: ["*"] },
  "apps/site": {
    rooms: [
      "domain",
      "releases/read",
      "inbox/append",
      "sky",
      "feeds",
      "i18n",
      "config/site",
      "config/preview",
      "config/problem",
      "config/environment",
    ],
    packages: [
      "hono",
      "@hono/node-server",
      "esbuild",
      "lru-cache",
      "d3-geo",
      "topojson-client",
      "uqr",
      "world-atlas",
    ],
  },
  "apps/cli": {
    rooms: [...studioLike, "config/cli", "config/problem", "config/environment"],
    packages: ["commander"],
  },
  // Payload, Next and React live here and are named in no other row.
  "apps/studio": {
    rooms: [...studioLike, "config/studio", "config/problem", "config/environment"],
    packages: ["*"],
  },
};

/** Where a framework asks for a default export: Next's routes and settings, and Payload's. */
const frameworkFiles = /^apps\/studio\/(src\/app\/|(src\/)?(next|payload)\.config\.ts$)/;

/** Packages that nobody but the rooms above may name: SQL and image libraries have one home each. */
const nodeAllowed = /^node:(?!sqlite$)/;

const importPattern = /(?:[}\w*]\s+from\s*|\bimport\s*\(\s*|^\s*import\s*)["']([^"'\s]+)["']/gm;

function roomOf(path: string): string | undefined {
  return /^(apps|packages)\/[^/]+/.exec(path)?.[0];
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** One broken wall: where, and which. */
export type Breach = { file: string; line: number; message: string };

/** Judges one file's text. */
export function breachesOf(file: string, text: string): Breach[] {
  const room = roomOf(file);
  if (room === undefined) return [];
  const breaches: Breach[] = [];
  const at = (index: number, message: string) =>
    breaches.push({ file, line: text.slice(0, index).split("\n").length, message });
  const rule = table[room];
  if (rule === undefined) {
    at(
      0,
      `${room} has no row in the import table; give it one in tools/check-boundaries.ts and docs/architecture.md`,
    );
    return breaches;
  }
  // Tests may use the testing room and what is for development only; nothing else is loosened for them.
  const testing = isTest(file)
    ? [
        "fast-check",
        "@bluehour/testing",
        "node:sqlite",
        "yaml",
        "kysely",
        "pg",
        "sharp",
        "ical.js",
        "node-ical",
        "astronomy-engine",
      ]
    : [];

  for (const match of text.matchAll(importPattern)) {
    const name = match[1] ?? "";
    if (name.startsWith("#") || nodeAllowed.test(name)) continue;
    if (name.startsWith(".")) {
      const target = new URL(name, `file:///${file}`).pathname.slice(1);
      if (
        roomOf(target) !== room &&
        !(file === "apps/cli/bin/bluehour.mjs" && target === "tools/with-node.mjs")
      ) {
        at(match.index, `"${name}" leads out of ${room}; import the package by its name`);
      }
      continue;
    }
    if (name.startsWith("@bluehour/")) {
      const door = name.slice("@bluehour/".length);
      const own = door.split("/")[0] === room.split("/")[1];
      const allowed =
        own ||
        rule.rooms.includes("*") ||
        rule.rooms.includes(door) ||
        rule.rooms.includes(door.split("/")[0] ?? "") ||
        testing.some((open) => name.startsWith(open)) ||
        // A store's tests write what its readers then read.
        (isTest(file) &&
          room === "apps/site" &&
          ["releases/write", "inbox/migrations", "inbox/read"].includes(door));
      if (!allowed) at(match.index, `${room} may not import ${name}`);
      continue;
    }
    const packageName = name.startsWith("@")
      ? name.split("/").slice(0, 2).join("/")
      : (name.split("/")[0] ?? "");
    const allowed =
      rule.packages.includes("*") || rule.packages.includes(packageName) || testing.includes(packageName);
    if (!allowed) at(match.index, `${room} may not import the package ${packageName}`);
  }

  const forbid = (pattern: RegExp, message: string, except: RegExp) => {
    if (isTest(file) || except.test(file)) return;
    for (const match of text.matchAll(pattern)) at(match.index, message);
  };
  forbid(
    /\bprocess\.env\b/g,
    "process.env is read in packages/config alone",
    /^packages\/(config|testing)\//,
  );
  forbid(
    /\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(\)/g,
    "clock and chance are handed in; only main.ts, run.ts and the testing room may ask the machine",
    /(^packages\/testing\/|\/(main|run)\.ts$)/,
  );
  forbid(
    /\bas (unknown as )?Release(<[^>]*>)?(?![\w])/g,
    "only the gate makes a Release",
    /^packages\/(gate|testing)\//,
  );
  forbid(
    /\bas unknown as PublicRelease\b/g,
    "only releases/read makes a PublicRelease",
    /^packages\/(releases|testing)\//,
  );
  // The site is handed nothing but public releases; there, such a cast only says which kind one is.
  forbid(
    /\bas PublicRelease\b/g,
    "only releases/read makes a PublicRelease",
    /^(packages\/(releases|testing)|apps\/site)\//,
  );
  if (room === "apps/site") {
    forbid(
      /dangerouslySetInnerHTML|\braw\(/g,
      "no markup is put into a page as text",
      /^apps\/site\/src\/views\/layout\.tsx$/,
    );
  }
  if (/(^|\/)index\.tsx?$/.test(file)) at(0, "no index files: an entry is named by what it is");
  if (/^export default/m.test(text) && !frameworkFiles.test(file))
    at(text.search(/^export default/m), "named exports only");
  return breaches;
}

/** Every broken wall of the tree. */
export function checkBoundaries(folder = root): Breach[] {
  return sourceFiles([".ts", ".tsx", ".mjs"], folder).flatMap((file) =>
    breachesOf(file, readFileSync(`${folder}/${file}`, "utf8")),
  );
}
