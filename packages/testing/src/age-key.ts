/** A fresh pair of age keys: what `age-keygen` would write to a file, and the public half. */
import { generateIdentity, identityToRecipient } from "age-encryption";

export async function ageKey(): Promise<{ file: string; recipient: string }> {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  return { file: `# public key: ${recipient}\n${identity}\n`, recipient };
}
