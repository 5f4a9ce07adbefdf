/** Silhouettes as SVG: for a plotter or cutter at 1:1, for a stencil whose islands hold, and for a sheet that shows them small. Pure. */
import { areaOf, isInside } from "./shapes.ts";
import type { Loop, Point } from "./shapes.ts";
import type { Silhouette } from "./silhouettes.ts";

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Path data of loops, y turned downwards in a box of `height`. */
export function pathOf(loops: readonly Loop[], height: number): string {
  return loops
    .map((loop) => `M${loop.map(([x, y]) => `${number(x)} ${number(height - y)}`).join("L")}Z`)
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The filled shape in its own box, without any margin: one unit is one millimetre. A stroke lies half inside the shape, half outside. */
export function filledSvg(
  { loops, width, height }: Silhouette,
  fill: string,
  line?: { stroke: string; strokeWidth: number },
): string {
  const w = number(width);
  const h = number(height);
  const stroke = line === undefined ? "" : ` stroke="${line.stroke}" stroke-width="${line.strokeWidth}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}mm" height="${h}mm" viewBox="0 0 ${w} ${h}"><path fill="${fill}" fill-rule="evenodd"${stroke} d="${pathOf(loops, height)}"/></svg>`;
}

/** How wide the bridges are that hold a stencil's islands. */
export const bridgeWidth = 18;

const frame = 60;

/** A bridge across the band between an island and its surroundings. */
export type Bridge = { from: Point; to: Point };

/**
 * Two bridges for each hole, where it lies nearest to what surrounds the figure, on different sides: without them the island would fall out
 * of the cut sheet. They are laid over the cut as uncut strips.
 */
export function bridgesOf({ loops }: Pick<Silhouette, "loops">): Bridge[] {
  const holes = loops.filter((loop) => areaOf(loop) < 0);
  const outers = loops.filter((loop) => areaOf(loop) > 0);
  return holes.flatMap((hole) => {
    const around = outers.filter((outer) => hole[0] !== undefined && isInside([outer], hole[0]));
    const sides = around.flat();
    const pairs = hole
      .flatMap((from) => {
        let best: Bridge | undefined;
        let least = Infinity;
        for (const to of sides) {
          const away = Math.hypot(from[0] - to[0], from[1] - to[1]);
          if (away < least) [least, best] = [away, { from, to }];
        }
        return best === undefined ? [] : [{ ...best, length: least }];
      })
      .toSorted((a, b) => a.length - b.length);
    const [first] = pairs;
    if (first === undefined) return [];
    const extent = Math.max(
      ...hole.map((point) => Math.hypot(point[0] - first.from[0], point[1] - first.from[1])),
    );
    const second = pairs.find(
      ({ from }) => Math.hypot(from[0] - first.from[0], from[1] - first.from[1]) > extent * 0.6,
    );
    return second === undefined ? [first] : [first, second];
  });
}

function bridgePath({ from, to }: Bridge, height: number): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const along: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const across: Point = [-along[1] * (bridgeWidth / 2), along[0] * (bridgeWidth / 2)];
  // A little into both sides, so that no cut runs along the bridge's end.
  const reach = 6;
  const a: Point = [from[0] - along[0] * reach, from[1] - along[1] * reach];
  const b: Point = [to[0] + along[0] * reach, to[1] + along[1] * reach];
  const corners: Point[] = [
    [a[0] + across[0], a[1] + across[1]],
    [b[0] + across[0], b[1] + across[1]],
    [b[0] - across[0], b[1] - across[1]],
    [a[0] - across[0], a[1] - across[1]],
  ];
  return pathOf([corners], height);
}

/**
 * For a cutter or a saw: the outline as a thin line in a layer of its own, at 1:1 (one unit is one millimetre).
 * A `stencil` has a frame around it, and bridges over the cut lines in a second layer: cut along the red, never across the blue.
 */
export function cutterSvg(silhouette: Silhouette, options: { title: string; stencil?: boolean }): string {
  const { loops, width, height } = silhouette;
  const margin = options.stencil === true ? frame : 0;
  const w = number(width + 2 * margin);
  const h = number(height + 2 * margin);
  const cut = `<g id="cut" fill="none" stroke="#ff0000" stroke-width="0.1"><path d="${pathOf(loops, height)}"/></g>`;
  const stencil =
    options.stencil === true
      ? `<g id="bridges" fill="#9fc5ff" stroke="#0000ff" stroke-width="0.1">${bridgesOf(silhouette)
          .map((bridge) => `<path d="${bridgePath(bridge, height)}"/>`)
          .join(
            "",
          )}</g><g id="sheet" fill="none" stroke="#ff0000" stroke-width="0.1"><path d="M${-frame} ${-frame}H${number(width + frame)}V${number(height + frame)}H${-frame}Z"/></g>`
      : "";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${w}mm" height="${h}mm" viewBox="${-margin} ${-margin} ${w} ${h}"><title>${escaped(options.title)}</title>${cut}${stencil}</svg>\n`;
}
