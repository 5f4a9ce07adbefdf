/** The look of a day's front page, beside the sheet of every page: the sky by the hour, and bands that follow it. */
import { entriesSheet } from "./entries.tsx";
import { saidSheet } from "./lists.tsx";
import { compact } from "./style.ts";

const source = `
.sky[data-hour="day"] { --on-night-soft: #dbe4f7; background: linear-gradient(#17386f, #2c5697 78%, #8ba6d1); }
.sky[data-hour="golden"] { --on-night-soft: #d6d3ea; background: linear-gradient(#14244f, #3d3a6b 74%, #8a5a6c 90%, #d18b4e); }
.sky[data-hour="night"] { background: linear-gradient(#050a18, #0c1631 66%, #2a3b74); }
.sky .in { padding-block: clamp(2.5rem, 6vw, 5.5rem) clamp(5rem, 9vw, 8rem); }
.sky h1 { font-size: clamp(2rem, 1.3rem + 3.4vw, 3.75rem); max-inline-size: 22ch; }
.sky .lead { font-size: clamp(1.15rem, 1rem + 0.7vw, 1.45rem); }
.sky .place { color: var(--on-night-soft); margin-block-start: var(--s1); }
.sky .horizon { block-size: clamp(3.5rem, 6vw, 5.5rem); }
.danger { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.5rem; padding-block: 0.8rem; border-block-end: 1px solid var(--line); font-size: 0.9375rem; }
.danger .call { font-size: 1.0625rem; padding-block: 0; } .danger a:last-child { margin-inline-start: auto; }
.split { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 var(--s4); }
.split > section { min-inline-size: 0; }
.opening { margin-block-start: var(--s3); display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s3) var(--s4); }
.opening > section, .opening > div > section:first-child { margin-block-start: 0; } .opening > div > .glow + section { margin-block-start: var(--s3); }
section + .opening, .split + .opening { margin-block-start: var(--s4); }
.opening .panel ul { list-style: none; padding: 0; } .opening .panel li + li { margin-block-start: 0.6rem; }
.glow { border-inline-start: 4px solid var(--warm); padding-inline-start: var(--s2); font: 600 1.1875rem/1.4 var(--serif); }
.turn { list-style: none; padding: 0; } .turn li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--s2); padding-block: 0.55rem; border-block-end: 1px solid var(--line); }
.turn .told { color: var(--warm-ink); font-weight: 600; font-size: 0.9375rem; } .turn .small { flex-basis: 100%; }
.near { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; } .near a { display: inline-block; padding-block: 0.3rem; }
h3.minor { font: 600 1rem/1.4 var(--sans); margin-block: var(--s3) 0.3rem; color: var(--soft); }
.states { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: var(--s2) var(--s3); }
.facts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 12.5rem), 1fr)); }
.states dt, .facts dt { font: 600 clamp(2rem, 1.5rem + 1.6vw, 2.75rem)/1.1 var(--serif); font-variant-numeric: tabular-nums; } .states dd { margin: 0; }
.foremost .scene { max-inline-size: none; } .foremost .scene svg { block-size: clamp(9.5rem, 30vw, 19rem); }
.foremost h3 { font-size: clamp(1.5rem, 1.2rem + 1.2vw, 2rem); } .foremost h3 a { color: inherit; text-decoration-color: var(--warm); }
.foremost .words { padding-block-start: var(--s2); } .foremost + .items { margin-block-start: var(--s3); }
.who { list-style: none; padding: 0; columns: 16rem 3; column-gap: var(--s3); } .who li { break-inside: avoid; padding-block: 0.25rem; }
@media (min-width: 60rem) {
  .split { grid-template-columns: minmax(0, 1.55fr) minmax(0, 1fr); } .opening { grid-template-columns: minmax(0, var(--measure)) minmax(0, 1fr); align-items: start; }
  .foremost { display: grid; grid-template-columns: minmax(0, 1.55fr) minmax(0, 1fr); gap: var(--s4); align-items: center; } .foremost .words { padding: 0; }
}
@media (prefers-reduced-motion: no-preference) {
  .sky .windows { animation: settle 2.4s ease-out backwards; }
  @keyframes settle { from { opacity: 0; } }
}
@media (forced-colors: active) { .sky { border-block-end: 2px solid; } }
@media print { .danger { border: 0; } }
`;

export const homeSheet: string = compact(`${entriesSheet}${source}${saidSheet}`);
