/** Writes the JSON Schemas and the table of keys for those who write bundles by hand: from the schemas that the loader itself uses. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { keyTables, jsonSchemaFiles } from "@bluehour/bundle/schemas";

const folder = "packages/bundle/schemas";

/** Every generated file, by its path from the repository's root: for writing, and for a check that nothing has drifted. */
export function generateSchemas(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of jsonSchemaFiles())
    files.set(`${folder}/${name}`, `${JSON.stringify(schema, undefined, 2)}\n`);
  files.set(`${folder}/keys.md`, keyTables());
  return files;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  for (const [path, content] of generateSchemas()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
