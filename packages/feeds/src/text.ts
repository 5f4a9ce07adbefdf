/** Words of strangers, made safe for a calendar file; nothing that a reader could see is lost. */

// Line breaks beyond CR and LF: a reader that divides its lines at one of these would take the rest of a text for a new property.
const lineBreaks = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

// RFC 5545 allows no control character in a text but the tab; some readers stop at them.
const controls = /[^\P{Cc}\t\n]/gu;

/** Text for a property: every kind of line break becomes `\n`, control characters and halves of surrogate pairs go. */
export function calendarText(text: string): string {
  return text.replace(lineBreaks, "\n").replace(controls, "").toWellFormed();
}

/** The same on one line, for titles, places and names. */
export function calendarLine(text: string): string {
  return calendarText(text).replace(/\s*\n\s*/g, " ");
}
