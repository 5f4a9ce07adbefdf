/** The letter that asks a landmark's owner to take part, on A4. */
import type { Letter } from "@bluehour/i18n/letter";
import { template } from "./press.ts";
import type { Press, Printed } from "./press.ts";

/** Sizes of type in points, the first being the best: a letter that takes a little more than a page is set a little smaller. */
const sizes = [11, 10.5, 10, 9.5, 9] as const;

/**
 * Sets a letter: a tagged PDF with title and language, whose words can be selected, on one page where it fits without getting hard to read,
 * an annex of hours on pages of its own.
 */
export function printLetter(press: Press, { letter, at }: { letter: Letter; at: Date }): Printed {
  const { lang, title, annex, ...rest } = letter;
  const job = (size: number, parts: object) => ({
    title,
    lang,
    at,
    source: template("letter"),
    data: { ...parts, size },
  });
  const whole = annex === undefined ? rest : { ...rest, annex };
  const pages = (size: number): unknown => {
    const asked = job(size, rest);
    return press.query({ ...asked, source: `${asked.source}\n${pageCount}` }, "pages");
  };
  // What cannot be set at all is said by the press, with the reason.
  const first = press.compile(job(sizes[0], whole));
  if (!first.ok || pages(sizes[0]) === 1) return first;
  const fitting = sizes.slice(1).find((size) => pages(size) === 1);
  return fitting === undefined ? first : press.compile(job(fitting, whole));
}

const pageCount = "#context [#metadata(counter(page).final().first()) <pages>]";
