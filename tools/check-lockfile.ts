/** Our own packages come from this repository and never from a registry; versions are exact; no registry's host is written down. */
import { readFileSync } from "node:fs";
import { root, sourceFiles } from "./sources.ts";

type Lock = {
  packages: Record<
    string,
    { link?: boolean; resolved?: string; optionalDependencies?: Record<string, string> }
  >;
};

export function checkLockfile(): string[] {
  const complaints: string[] = [];
  const lock = JSON.parse(readFileSync(`${root}/package-lock.json`, "utf8")) as Lock;
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path.startsWith("node_modules/@bluehour/") && entry.link !== true)
      complaints.push(`package-lock.json: ${path} is not a link`);
    if (/^https?:/.test(entry.resolved ?? "")) {
      complaints.push(
        `package-lock.json: ${path} names a host; run npm install --omit-lockfile-registry-resolved`,
      );
    }
  }
  // `npm ci` refuses a lockfile that names an optional package without holding it, as happens for a version some of whose platforms are
  // not in the registry (yet). Choose a slightly older version then.
  for (const [path, { optionalDependencies }] of Object.entries(lock.packages)) {
    for (const name of Object.keys(optionalDependencies ?? {})) {
      const held = [`${path}/node_modules/${name}`, `node_modules/${name}`].some(
        (place) => place in lock.packages,
      );
      if (!held)
        complaints.push(`package-lock.json: ${path} wants ${name}, which is not there; npm ci would fail`);
    }
  }
  for (const file of sourceFiles(["package.json"])) {
    const manifest = JSON.parse(readFileSync(`${root}/${file}`, "utf8")) as Record<string, unknown>;
    if (manifest["private"] !== true) complaints.push(`${file}: must be "private": true`);
    if (manifest["type"] !== "module") complaints.push(`${file}: must be "type": "module"`);
    for (const group of ["dependencies", "devDependencies", "optionalDependencies"]) {
      for (const [name, version] of Object.entries((manifest[group] ?? {}) as Record<string, string>)) {
        const right = name.startsWith("@bluehour/")
          ? version === "*"
          : /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
        if (!right)
          complaints.push(`${file}: ${name} is "${version}"; pin an exact version ("*" for our own rooms)`);
      }
    }
  }
  return complaints;
}
