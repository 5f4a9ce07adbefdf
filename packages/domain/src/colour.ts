/** Colours as numbers. */

/** Red, green and blue, 0 to 255, of a colour written `#rrggbb`. */
export function rgbOf(colour: string): [red: number, green: number, blue: number] {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
