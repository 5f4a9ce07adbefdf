// Runs a program of this repository with a Node that is new enough, whatever Node the machine has. Plain JavaScript, because the old
// Node that may be reading this knows no TypeScript. The right Node comes with `npm ci`, as an optional dependency for the platform.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wanted = 24;

function carriedNode() {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const path = fileURLToPath(new URL(`../node_modules/${name}/${binary}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

/** @param {URL} program @param {string[]} args */
export async function runWithNode(program, args) {
  if (Number(process.versions.node.split(".")[0]) >= wanted) {
    process.argv.splice(1, process.argv.length - 1, fileURLToPath(program), ...args);
    await import(program.href);
    return;
  }
  const node = carriedNode();
  if (node === undefined) {
    console.error(
      `Bluehour needs Node ${wanted} or newer; this is ${process.versions.node}. Run "npm ci" again, or install Node ${wanted} from your system's packages.`,
    );
    process.exitCode = 69;
    return;
  }
  const child = spawn(node, [fileURLToPath(program), ...args], { stdio: "inherit" });
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on("SIGINT", pass);
  process.on("SIGTERM", pass);
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1);
    process.removeListener("SIGINT", pass);
    process.removeListener("SIGTERM", pass);
  });
}

// `node tools/with-node.mjs tools/test.ts --watch`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined)
    throw new Error("Say which program to run: node tools/with-node.mjs tools/test.ts");
  await runWithNode(new URL(program, `file://${process.cwd()}/`), args);
}
