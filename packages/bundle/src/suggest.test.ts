import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nearest } from "./suggest.ts";

describe("a suggestion", () => {
  it("is the nearest word, whatever its case, or none", () => {
    const known = ["title", "theme", "place", "zone", "country"];
    assert.equal(nearest("titel", known), "title");
    assert.equal(nearest("TITLE", known), "title");
    assert.equal(nearest("zon", known), "zone");
    assert.equal(nearest("contry", known), "country");
    assert.equal(nearest("photographs", known), undefined);
    assert.equal(nearest("x", []), undefined);
    assert.equal(nearest("ab", ["xy"]), undefined);
  });
});
