/** `npm run e2e`: checks with independent tools from Debian. As root it installs them; otherwise it says which are missing. */
import { spawnSync } from "node:child_process";
import { root, sourceFiles } from "./sources.ts";
import { chromiumNames, ensurePrograms } from "./programs.ts";

const missing = ensurePrograms([
  { names: chromiumNames, debian: "chromium" },
  { names: ["exiftool"], debian: "libimage-exiftool-perl" },
  { names: ["qrencode"], debian: "qrencode" },
  { names: ["pdftoppm"], debian: "poppler-utils" },
  { names: ["qpdf"], debian: "qpdf" },
  { names: ["zbarimg"], debian: "zbar-tools" },
  { names: ["icalendar"], debian: "python3-icalendar" },
  { names: ["msgfmt"], debian: "gettext" },
  { names: ["pofilter"], debian: "translate-toolkit" },
  { names: ["i18nspector"], debian: "i18nspector" },
  { names: ["xmllint"], debian: "libxml2-utils" },
  { names: ["java"], debian: "default-jre-headless" },
]);
if (missing !== undefined) {
  console.error(missing);
  process.exit(1);
}
const result = spawnSync(
  process.execPath,
  [
    "--import",
    "./tools/fail-on-console.ts",
    "--test",
    "--test-timeout=300000",
    ...sourceFiles([".test.ts"]).filter((file) => file.startsWith("e2e/tools/")),
  ],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = result.status ?? 1;
