/** `npm run check`: everything about the code that can be judged without running it. Prints one line a check; exit code 1 if any fails. */
import { spawnSync } from "node:child_process";
import { checkBoundaries } from "./check-boundaries.ts";
import { checkCatalogues } from "./check-catalogues.ts";
import { checkLockfile } from "./check-lockfile.ts";
import { checkGenerated } from "./generate.ts";
import { root } from "./sources.ts";

function run(program: string, args: string[]): string[] {
  const result = spawnSync(`${root}/node_modules/.bin/${program}`, args, { cwd: root, encoding: "utf8" });
  if (result.error) return [`${program} could not be run: ${result.error.message}. Run npm ci.`];
  return result.status === 0 ? [] : [`${result.stdout}${result.stderr}`.trim()];
}

const checks: [string, () => string[] | Promise<string[]>][] = [
  ["types", () => run("tsc", ["-p", "."])],
  ["lint", () => run("oxlint", ["--deny-warnings"])],
  ["format", () => run("oxfmt", ["--check", "."])],
  ["boundaries", () => checkBoundaries().map(({ file, line, message }) => `${file}:${line}  ${message}`)],
  ["messages", checkCatalogues],
  ["lockfile", checkLockfile],
  ["generated", checkGenerated],
];

let failed = 0;
for (const [name, check] of checks) {
  const complaints = await check();
  console.log(`${complaints.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const complaint of complaints) console.log(`     ${complaint.replaceAll("\n", "\n     ")}`);
  if (complaints.length > 0) failed += 1;
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
