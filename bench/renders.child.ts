/** Renders pages that nobody has asked for yet, and prints how many a second. `node bench/renders.child.ts FOLDER` */
import { contentsOf, storyPath } from "./data-folder.ts";
import { editionId } from "./large-edition.ts";
import { openApp } from "./open-app.ts";
import type { Renders } from "./part.renders.ts";

const [data = ""] = process.argv.slice(2);
const { stories } = contentsOf(data);
const { app, reader, close } = await openApp(data, { shelved: false });
// Other stories than those that are measured: the code is warm, the pages are cold.
const [warmUp, first, compressed, read] = [
  stories.slice(0, 2000),
  stories.slice(2000, 5000),
  stories.slice(5000, 6500),
  stories.slice(6500, 9500),
];
// No more than a reader remembers parsed.
const few = stories.slice(0, 80);

/** Seconds of processor time since `from`: what else the machine does meanwhile is not counted. */
function processorSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

async function render(some: typeof stories, encoding: string): Promise<number> {
  const from = process.cpuUsage();
  for (const story of some) {
    const response = await app.request(storyPath(story), { headers: { "accept-encoding": encoding } });
    const { byteLength } = await response.arrayBuffer();
    if (response.status !== 200 || byteLength < 2000)
      throw new Error(`${storyPath(story)} answered ${response.status} with ${byteLength} bytes.`);
  }
  return some.length / processorSince(from);
}

async function readAlone(some: typeof stories): Promise<number> {
  const from = process.cpuUsage();
  for (const { id } of some) {
    const story = await reader.find({ kind: "story", edition: editionId, id, surface: "page" });
    if (story === undefined) throw new Error(`The story ${id} is not there.`);
  }
  return some.length / processorSince(from);
}

await render(warmUp, "identity");
const cold = await render(first, "identity");
await render(few, "identity");
let again = 0;
for (let round = 0; round < 10; round += 1) again += (await render(few, "identity")) / 10;
const result: Renders = {
  cold,
  again,
  brotli: await render(compressed, "br"),
  reads: await readAlone(read),
  stories: first.length,
};
await close();
console.log(JSON.stringify(result));
