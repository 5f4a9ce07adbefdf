/** How a process of the site speaks to who runs it. */

/** EX_CONFIG of sysexits.h: starting again without a change will not help. */
const exitConfig = 78;

/** Ends with what an operator can act on. Under the supervisor it goes through its channel, so that it is said once and in its place. */
export function refuse(sentences: readonly string[]): never {
  if (process.send === undefined) process.stderr.write(`${sentences.join("\n")}\n`);
  else process.send({ problem: sentences.join("\n"), final: true });
  process.exit(exitConfig);
}

const platformErrors = new Set(["Error", "TypeError", "RangeError", "SyntaxError", "URIError", "EvalError"]);

/** One line of JSON an error: name, sentence and place in the code, the route's pattern; never an address, a header or a query. */
export function report(error: unknown, route: string): void {
  const { name, message, stack } = error instanceof Error ? error : new Error("not an error");
  const places = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  // The platform's own messages quote what they were given, which may be an address.
  const said = platformErrors.has(name) ? undefined : message;
  process.stderr.write(`${JSON.stringify({ level: "error", route, name, message: said, places })}\n`);
}
