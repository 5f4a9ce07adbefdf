import assert from "node:assert/strict";
import { test } from "node:test";
import { webcalAddress } from "./webcal.ts";

test("a site with TLS gets webcal:, with its port where it has one", () => {
  assert.equal(
    webcalAddress("https://example.org", "/2020/fr/calendar.ics"),
    "webcal://example.org/2020/fr/calendar.ics",
  );
  assert.equal(webcalAddress("https://example.org:8443/", "/a.ics"), "webcal://example.org:8443/a.ics");
});

test("a site without TLS keeps its plain address, since webcal: does not say whether TLS is meant", () => {
  assert.equal(webcalAddress("http://localhost:4000", "/a.ics"), "http://localhost:4000/a.ics");
});
