/** `npm test`: every test that needs npm packages and Chromium alone. Arguments are passed on: `npm test -- packages/gate`. */
import { spawnSync } from "node:child_process";
import { root, sourceFiles } from "./sources.ts";
import { chromiumNames, ensurePrograms } from "./programs.ts";

const missing = ensurePrograms([{ names: chromiumNames, debian: "chromium" }]);
if (missing !== undefined) {
  console.error(missing);
  process.exit(1);
}
const asked = process.argv.slice(2);
const files = sourceFiles([".test.ts"])
  .filter((file) => !file.startsWith("e2e/tools/"))
  .filter((file) => asked.length === 0 || asked.some((part) => file.includes(part)));
if (files.length === 0) {
  console.error(`No test file has ${asked.join(" or ")} in its path.`);
  process.exit(1);
}
const result = spawnSync(
  process.execPath,
  [
    "--import",
    "./tools/fail-on-console.ts",
    "--test",
    "--test-concurrency=2",
    "--test-timeout=300000",
    ...files,
  ],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = result.status ?? 1;
