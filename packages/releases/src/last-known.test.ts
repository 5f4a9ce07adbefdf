import assert from "node:assert/strict";
import { test } from "node:test";
import type { PublicRelease } from "@bluehour/domain/release";
import { createLastKnown } from "./last-known.ts";

const outage = () => Promise.reject(new Error("The store does not answer."));
const release = (restsOn: string[]) => ({ restsOn }) as unknown as PublicRelease;

test("a flood of addresses does not push help and programme out of the memory", async () => {
  const remember = createLastKnown();
  const help = release([]);
  await remember(["helpline", "list", "2020", "en", "page", -1, 101], async () => [help]);
  await remember(["appeal", "list", "2020", "en", "list", -1, 5], async () => []);
  await remember(["organisation", "find", "2020", "city"], async () => [release([])]);
  for (let number = 0; number <= 1000; number += 1) {
    await remember(["story", "find", "2020", String(number)], async () => [release(["consent"])]);
    await remember(["organisation", "find", "2020", `made-up-${number}`], async () => []);
    await remember(["helpline", "further", "2020", "en", "page", number, 101], async () => [help]);
    await remember(["appeal", "further", "2020", "en", "list", number, 5], async () => []);
  }
  assert.deepEqual(await remember(["helpline", "list", "2020", "en", "page", -1, 101], outage), {
    releases: [help],
    isStale: true,
  });
  assert.deepEqual((await remember(["appeal", "list", "2020", "en", "list", -1, 5], outage)).releases, []);
  assert.equal((await remember(["organisation", "find", "2020", "city"], outage)).releases.length, 1);
  await assert.rejects(remember(["story", "find", "2020", "0"], outage));
});

test("the last answer counts, and what rests on a consent is not in it", async () => {
  const remember = createLastKnown();
  const question = ["event", "find", "2020", "noon"] as const;
  await remember(question, async () => [release([])]);
  await remember(question, async () => [release(["consent"])]);
  assert.deepEqual((await remember(question, outage)).releases, []);
  await remember(question, async () => [release([])]);
  assert.equal((await remember(question, outage)).releases.length, 1);
});
