/**
 * The private half of a bundle in one file that only named people can open: consents, declarations, reviews, acts and blocked phrases,
 * encrypted with age. With the public half it is the whole bundle; without it, nobody's consent leaves the place where it is kept.
 */
import { Decrypter, Encrypter, armor } from "age-encryption";
import { z } from "zod";
import { editionIdSchema } from "@bluehour/domain/primitives";
import { canonicalJson } from "@bluehour/domain/text";
import { checkValues } from "./check-values.ts";
import { errorAt } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { privateFiles } from "./private-files.ts";
import type { PrivateHalf } from "./private-files.ts";
import { privateFileSchemas } from "./schemas.ts";
import { parseYaml } from "./yaml-file.ts";

export { privateFiles, writePacked, writePrivate } from "./private-files.ts";
export type { PrivateHalf } from "./private-files.ts";

/** A packed file, or everything for which it cannot be made. */
export type PackResult = { ok: true; file: Uint8Array } | { ok: false; problems: Problem[] };

/** What was in a packed file, and of which edition, or why that cannot be known. */
export type UnpackResult =
  | { ok: true; edition: string; records: PrivateHalf }
  | { ok: false; problems: Problem[] };

const format = "bluehour-private";
const version = 1;

const markSchema = z.looseObject({ format: z.literal(format), version: z.int().min(1) });
const contentSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  edition: editionIdSchema,
  files: z.record(z.string(), z.string()),
});

function refused(code: Problem["code"], values: Problem["values"] = {}): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [errorAt(code, "", undefined, values)] };
}

/**
 * Packs private records for people named by their public keys (`age1...`); each of them can open the file alone. Nobody else can, also not
 * who packed it.
 */
export async function packPrivate(
  edition: string,
  records: PrivateHalf,
  recipients: readonly string[],
): Promise<PackResult> {
  if (recipients.length === 0) return refused("pack-nobody");
  const encrypter = new Encrypter();
  for (const recipient of recipients)
    try {
      encrypter.addRecipient(recipient);
    } catch {
      // A secret key given by mistake must not be repeated on a screen.
      if (/^age-secret-key-/i.test(recipient.trim())) return refused("pack-secret");
      return refused("pack-recipient", { recipient });
    }
  const written = privateFiles(records);
  if (!written.ok) return written;
  const content = { format, version, edition, files: Object.fromEntries(written.files) };
  return { ok: true, file: await encrypter.encrypt(canonicalJson(content)) };
}

/** The secret keys in the text of a key file, as `age-keygen` writes it: one a line, comments after `#`. */
export function identitiesIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Opens a packed file with secret keys (`AGE-SECRET-KEY-1...`). Everything in it is held against the schemas, as if it stood in a folder. */
export async function unpackPrivate(file: Uint8Array, identities: readonly string[]): Promise<UnpackResult> {
  const decrypter = new Decrypter();
  if (identities.length === 0) return refused("pack-key");
  for (const identity of identities)
    try {
      decrypter.addIdentity(identity);
    } catch {
      return refused("pack-key");
    }
  const bytes = plainOf(file);
  if (bytes === undefined) return refused("pack-other");
  let text: string;
  try {
    text = await decrypter.decrypt(bytes, "text");
  } catch (cause) {
    const isStranger = cause instanceof Error && cause.message.startsWith("no identity matched");
    return refused(isStranger ? "pack-stranger" : "pack-broken");
  }
  return contentOf(text);
}

/** The file as age writes it, also where a mail program needed it as text; `undefined` for a file of another sort. */
function plainOf(file: Uint8Array): Uint8Array | undefined {
  const start = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, 64)).toString("latin1");
  if (start.startsWith("age-encryption.org/")) return file;
  if (!start.trimStart().startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) return undefined;
  try {
    return armor.decode(Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString("latin1"));
  } catch {
    // Cut short or altered on its way: opening it will fail, and say so.
    return new Uint8Array();
  }
}

function contentOf(text: string): UnpackResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused("pack-other");
  }
  const mark = markSchema.safeParse(value);
  if (!mark.success) return refused("pack-other");
  if (mark.data.version > version) return refused("pack-version");
  const content = contentSchema.safeParse(value);
  if (!content.success) return refused("pack-broken");
  const records: PrivateHalf = { consents: [], declarations: [], reviews: [], acts: [], blocked: undefined };
  const problems: Problem[] = [];
  for (const [path, source] of Object.entries(content.data.files)) {
    const read = <T>(schema: z.ZodType<T>): T[] => {
      const parsed = parseYaml(source, path);
      const checked = parsed.ok
        ? checkValues({ yaml: parsed.yaml, schema, random: (length) => new Uint8Array(length) })
        : parsed;
      if (checked.ok) return [checked.value];
      problems.push(...checked.problems);
      return [];
    };
    const [, folder = path] = /^private\/(consents|declarations|reviews)\/[^/]+\.yaml$/.exec(path) ?? [];
    switch (folder) {
      case "consents":
        records.consents.push(...read(privateFileSchemas.consent));
        break;
      case "declarations":
        records.declarations.push(...read(privateFileSchemas.declaration));
        break;
      case "reviews":
        records.reviews.push(...read(privateFileSchemas.review));
        break;
      case "private/acts.yaml":
        records.acts.push(...read(privateFileSchemas.acts).flat());
        break;
      case "private/blocked.yaml":
        records.blocked = read(privateFileSchemas.blocked)[0];
        break;
      default:
        return refused("pack-broken");
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, edition: content.data.edition, records };
}
