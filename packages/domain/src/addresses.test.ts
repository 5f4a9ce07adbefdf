import assert from "node:assert/strict";
import { test } from "node:test";
import {
  homePath,
  itemPath,
  listPath,
  mediaPath,
  placementPath,
  printedPlacementAddress,
} from "./addresses.ts";

test("addresses are what stands in print and in links for good", () => {
  assert.equal(homePath("2020", "fr"), "/2020/fr");
  assert.equal(listPath("2020", "fr", "story"), "/2020/fr/stories");
  assert.equal(itemPath("2020", "fr", "story", "4F7K2MQ8TX"), "/2020/fr/stories/4F7K2MQ8TX");
  assert.equal(itemPath("2020", "nl", "organisation", "pag-asa"), "/2020/nl/organisations/pag-asa");
  assert.equal(placementPath("4F7K2M5"), "/s/4F7K2M5");
  assert.equal(mediaPath({ hash: "ab", type: "image/jpeg" }), "/media/ab.jpg");
  assert.equal(mediaPath({ hash: "ab", type: "image/webp" }), "/media/ab.webp");
});

test("a printed address stays in the small alphabet of a QR code", () => {
  for (const origin of ["https://example.org", "https://example.org/", "http://localhost:4000/2020/fr"]) {
    const address = printedPlacementAddress(origin, "4F7K2M5");
    assert.match(address, /^[0-9A-Z $%*+\-./:]+$/);
    assert.ok(address.endsWith("/S/4F7K2M5"));
  }
  assert.equal(printedPlacementAddress("https://example.org/", "4F7K2M5"), "HTTPS://EXAMPLE.ORG/S/4F7K2M5");
});
