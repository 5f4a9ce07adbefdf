import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { kinds } from "@bluehour/domain/kinds";
import { jsonSchemaFiles, keyTables } from "./schemas.ts";
import type { JsonSchema } from "./schemas.ts";

describe("the JSON Schemas for editors", () => {
  it("exist for each kind and each private record, and allow no unknown key", () => {
    const files = jsonSchemaFiles();
    assert.deepEqual(
      [...files.keys()],
      [...kinds, "consent", "declaration", "review", "acts", "blocked"].map((name) => `${name}.schema.json`),
    );
    for (const [name, schema] of files) {
      const { $id, title, type, additionalProperties, items } = schema as JsonSchema & {
        $id: string;
        title: string;
      };
      assert.equal($id, name);
      assert.ok(title.length > 5);
      if (type === "object") assert.equal(additionalProperties, false);
      else assert.equal(items?.additionalProperties, false);
    }
  });

  it("describe what is written, not what is loaded: defaults may be left out", () => {
    const story = jsonSchemaFiles().get("story.schema.json") as JsonSchema;
    assert.deepEqual(story.required?.toSorted(), ["basis", "id", "language", "teller"]);
    assert.ok(story.properties?.["basis"]?.description?.includes("reader"));
    const edition = jsonSchemaFiles().get("edition.schema.json") as JsonSchema;
    assert.ok(edition.required?.includes("zone"));
    assert.ok(!edition.required?.includes("id"));
  });

  it("take an event's hours as instants or rules, and nothing that the loader computes", () => {
    const event = jsonSchemaFiles().get("event.schema.json") as JsonSchema;
    assert.deepEqual(
      event.properties?.["start"]?.anyOf?.map(({ type, required }) => required ?? type),
      ["string", ["day", "sun"], ["day", "clock"]],
    );
    const edition = jsonSchemaFiles().get("edition.schema.json") as JsonSchema;
    for (const key of ["startRule", "endRule", "lightsEnd"])
      for (const { properties } of [event, edition]) assert.ok(!Object.hasOwn(properties ?? {}, key));
    assert.match(
      keyTables(),
      /\| `start` \| yes \| text or \{ day, sun, offsetMinutes\? \} or \{ day, clock \}/,
    );
  });

  it("have a table of keys for people", () => {
    const tables = keyTables();
    assert.match(tables, /\| `teller` \| yes \| `responder` `survivor` \|/);
    assert.match(tables, /\| `notAfter` \| yes \|/);
  });
});
