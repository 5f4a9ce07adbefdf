/** What the operating system refuses, as a sentence an operator can act on. */
import type { Context } from "./context.ts";
import { Refusal, exitCodes } from "./context.ts";

/** Whether an error came from the operating system, with its code. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

/** Turns what the operating system says into a sentence an operator can act on; anything else stays what it was. */
export function explained(context: Context, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const { t, config } = context;
  const folder = config.data.root;
  if (["EACCES", "EPERM", "EROFS"].includes(error.code ?? "")) {
    return new Refusal(exitCodes.machine, t("error.folder-unwritable", { folder }), { cause: error });
  }
  if (["ENOTDIR", "EEXIST"].includes(error.code ?? "")) {
    return new Refusal(exitCodes.machine, t("error.folder-not-folder", { folder }), { cause: error });
  }
  if (error.code === "ENOSPC") return new Refusal(exitCodes.machine, t("error.disk-full"), { cause: error });
  return error;
}
