/** The one place that reads the process's environment. */
import type { Variables } from "./variables.ts";

/** The environment that this process was started with. */
export function environment(): Variables {
  return process.env;
}
