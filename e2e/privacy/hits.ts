/** Looks for unique words in bytes, in the forms in which they could have been written there. */

/** One word that was found where it must not be. */
export type Hit = { word: string; where: string; form: string };

function forms(word: string): [string, Buffer][] {
  const utf8 = Buffer.from(word, "utf8");
  // Base64 of a word depends on where it begins; each of the three beginnings has a middle that stays the same.
  const base64 = [0, 1, 2].map((offset): [string, Buffer] => {
    const encoded = Buffer.concat([Buffer.alloc(offset), utf8])
      .toString("base64")
      .replaceAll("=", "");
    return ["base64", Buffer.from(encoded.slice(offset === 0 ? 0 : offset + 1, -1))];
  });
  return [
    ["text", utf8],
    ["upper case", Buffer.from(word.toUpperCase(), "utf8")],
    ["UTF-16", Buffer.from(word, "utf16le")],
    ["hex", Buffer.from(utf8.toString("hex"))],
    ...base64,
  ];
}

/** Every word that occurs in the bytes. */
export function hitsIn(bytes: Uint8Array, where: string, words: readonly string[]): Hit[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return words.flatMap((word) => {
    const found = forms(word).find(([, form]) => haystack.includes(form));
    return found === undefined ? [] : [{ word, where, form: found[0] }];
  });
}
