/** `npm run generate`: writes what is made from the code (JSON Schemas for editors) or from data packages (the lists of the identification check). `npm run check` fails when it was forgotten. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generateIdentifyLists } from "./generate-identify.ts";
import { generateSchemas } from "./generate-schemas.ts";
import { root } from "./sources.ts";

/** Every generated file, by its path from the top. */
function generated(): Map<string, string> {
  return new Map([...generateSchemas(), ...generateIdentifyLists()]);
}

/** Files that are not what the code would make now. */
export function checkGenerated(): string[] {
  return [...generated()].flatMap(([path, content]) =>
    existsSync(`${root}/${path}`) && readFileSync(`${root}/${path}`, "utf8") === content
      ? []
      : [`${path} is out of date; run npm run generate`],
  );
}

// Not `import.meta.main`: a Node that is new enough imports this from tools/with-node.mjs.
if (process.argv[1] === import.meta.filename) {
  for (const [path, content] of generated()) {
    mkdirSync(dirname(`${root}/${path}`), { recursive: true });
    writeFileSync(`${root}/${path}`, content);
    console.log(path);
  }
}
