/** The JSON Schemas and the table of keys for those who write bundles by hand, made from the schemas that the loader itself uses. */
import { jsonSchemaFiles, keyTables } from "@bluehour/bundle/schemas";

const folder = "packages/bundle/schemas";

/** Every generated file, by its path from the repository's root: for writing, and for a check that nothing has drifted. */
export function generateSchemas(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of jsonSchemaFiles())
    files.set(`${folder}/${name}`, `${JSON.stringify(schema, undefined, 2)}\n`);
  files.set(`${folder}/keys.md`, keyTables());
  return files;
}
