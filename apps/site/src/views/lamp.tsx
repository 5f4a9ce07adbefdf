/** A building at night as a landmark stands: lit in its own colour, waiting, gone dark on purpose, or only asked. */
import type { PublicRelease } from "@bluehour/domain/release";
import { shine } from "./chart.tsx";
import { numberOf, seeded } from "./silhouette.tsx";

/** How many windows it has, across and up. */
const across = [3, 4, 5] as const;

/** Outlines, none of a real building: a hall with its belfry in the middle or at one end, gabled houses, a block. */
const outlines = [
  "M14 76V44h26V24h-2v-4h4l6 -16 6 16h4v4h-2v20h26v32z",
  "M16 76V24h-2v-4h4l6 -14 6 14h4v4h-2v16h4l10 -8 10 8h10l8 -7 8 7h2v36z",
  "M14 76V46l11 -14 11 14V38l12 -16 12 16v8l11 -14 11 14v30z",
  "M20 76V30h14v-8h28v8h14v46z",
] as const;

/**
 * The picture beside a landmark's name; words say the same beside it, so it is hidden from screen readers. Windows that shine are those of a
 * place that took part or promised; an invited one is an outline, and one that goes dark is a shape against its own colour.
 */
export function Lamp({ place: { id, data } }: { place: PublicRelease<"landmark"> }) {
  const { state, status, lighting } = data;
  const random = seeded(numberOf(id));
  const isAsked = state === "invited" || status === "cancelled";
  const isDark = lighting.action === "dark" && !isAsked;
  const isLit = !isAsked && !isDark;
  const form = outlines[Math.floor(random() * outlines.length)];
  const columns = across[Math.floor(random() * across.length)] ?? 4;
  const windows = Array.from({ length: 3 }, (_, row) =>
    Array.from({ length: columns }, (_window, column) => {
      const step = 48 / columns;
      return `M${(24 + step * (column + 0.5) - 1.5).toFixed(1)} ${49 + row * 8}h3v4.5h-3z`;
    }).join(""),
  ).join("");
  const tone = lighting.colour;
  return (
    <svg viewBox="0 0 96 84" width="96" height="84" aria-hidden="true">
      <rect width="96" height="84" fill="#0c1631" />
      <rect y="46" width="96" height="38" fill="#142148" />
      {isAsked ? null : (
        <>
          <circle cx="48" cy="56" r="44" fill={tone} opacity={isLit ? 0.2 : 0.1} />
          <circle cx="48" cy="60" r="30" fill={tone} opacity={isLit ? 0.32 : 0.12} />
        </>
      )}
      <path
        d={form}
        fill={isLit ? tone : isAsked ? "none" : "#050a18"}
        {...(isAsked
          ? { stroke: "#8794c0", "stroke-width": "1.5", "stroke-dasharray": "4 3" }
          : { stroke: isDark ? shine(tone) : "none", "stroke-width": "1.2" })}
      />
      {isLit ? <path d={windows} fill={state === "pledged" ? "#0c1631" : shine(tone, 0.85)} /> : null}
      <path d="M0 76h96v8H0z" fill="#050a18" />
      <path d="M0 75.6h96" stroke="#eda84f" stroke-width="1.2" />
    </svg>
  );
}
