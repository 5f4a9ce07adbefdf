/** The look of the pages of lights, beside the sheet of every page. The sky stays dark in both themes: it is night there. */
import { momentSheet } from "./moment.tsx";
import { compact } from "./style.ts";

const source = `
main:has(> .wave) { padding-block-start: 0; }
main:has(> .wall) { padding: 0; }
.wave { background: #0c1631; color: var(--on-night); padding-block-end: var(--s3); border-block-end: 2px solid var(--warm); }
.wave .in { padding-block: var(--s3) var(--s2); }
.wave .kicker, .wave .clock { color: var(--warm); }
.wave .lead { color: var(--on-night-soft); margin-block-start: var(--s1); }
.wave a { color: var(--on-night); }
.chart { position: relative; direction: ltr; inline-size: fit-content; max-inline-size: min(100%, 100rem); margin-inline: auto; }
.chart svg { inline-size: auto; block-size: auto; max-inline-size: 100%; max-block-size: 82vh; display: block; }
.chart canvas, .chart .names { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; max-block-size: none; object-fit: contain; pointer-events: none; }
.chart .names a { pointer-events: auto; }
.moving .drawn { display: none; }
.sea { fill: #0c1631; } .land { fill: #22315f; } .home { fill: #2f4382; } .borders { fill: none; stroke: #46598f; stroke-width: 1px; vector-effect: non-scaling-stroke; }
.chart:has(.home) canvas.night, .home ~ .night { opacity: 0.7; }
.night { fill: #050a18; } .line { fill: none; stroke: var(--warm); stroke-width: 1.5px; stroke-opacity: 0.9; vector-effect: non-scaling-stroke; }
.dots path { fill: none; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.dots .asked { stroke: #8794c0; stroke-width: 2px; stroke-opacity: 0.6; } .dots .over { stroke: #8c9ccd; stroke-width: 3px; stroke-opacity: 0.75; }
.dots .waiting { stroke: #cdd6f0; stroke-width: 3px; } .dots .halo { stroke-width: 10px; stroke-opacity: 0.35; } .dots .shining { stroke-width: 4.5px; }
.dots .ring { stroke-width: 8px; } .dots .hollow { stroke: #050a18; stroke-width: 4.5px; }
.few .waiting, .few .over { stroke-width: 5px; } .few .halo { stroke-width: 18px; } .few .shining { stroke-width: 7px; } .few .ring { stroke-width: 12px; } .few .hollow { stroke-width: 7px; }
.hit { fill: #fff; fill-opacity: 0; }
.chart a:focus-visible { outline: none; } .chart a:focus-visible .hit { stroke: var(--warm); stroke-width: 3px; vector-effect: non-scaling-stroke; }
.chart a:hover .hit { fill-opacity: 0.14; }
.chart text { font: 600 74px var(--sans); fill: #f3f1ec; paint-order: stroke; stroke: #0c1631; stroke-width: 14px; stroke-opacity: 0.75; stroke-linejoin: round; }
.chart text.over, .chart text.asked, .chart text.silent { fill: #b9c4e2; }
.chart a { text-decoration: none; }
.standing { color: var(--on-night-soft); font-size: 0.9375rem; } [data-moved] .standing { visibility: hidden; }
.clock { font: 600 clamp(1.25rem, 1rem + 1.4vw, 1.75rem)/1.25 var(--serif); font-variant-numeric: tabular-nums; }
.tally { display: flex; flex-wrap: wrap; column-gap: var(--s3); row-gap: 0.15rem; margin-block-start: 0.35rem; color: var(--on-night-soft); }
.tally b { color: var(--on-night); font-variant-numeric: tabular-nums; }
.tally .lit b { color: var(--warm); }
.wave ul.steps { list-style: none; padding: 0; display: flex; flex-wrap: wrap; column-gap: 1.25rem; }
.wave .steps a { display: inline-block; padding-block: 0.35rem; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem 1rem; margin-block-start: 0.8rem; }
.controls[hidden], .steps[hidden], .controls button[hidden] { display: none; }
.controls label { flex: 1 1 16rem; margin: 0; font-weight: 400; font-size: 0.875rem; color: var(--on-night-soft); }
.controls input { max-inline-size: none; padding: 0; border: 0; background: none; accent-color: var(--warm); display: block; block-size: 2rem; margin: 0; direction: ltr; }
.controls button { background: var(--on-night); color: #0c1631; padding: 0.6rem 1rem; font-size: 0.9375rem; min-inline-size: min(100%, 9.5rem); }
.controls button:hover { background: var(--warm); }
.credit { font-size: 0.8125rem; color: var(--on-night-soft); }
.states { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: var(--s2) var(--s3); }
.states dt { font: 600 2rem/1.15 var(--serif); font-variant-numeric: tabular-nums; } .states dd { margin: 0; }
.places { list-style: none; padding: 0; columns: 17rem 3; column-gap: var(--s3); }
.places > li { break-inside: avoid; padding-block: 0.45rem; border-block-end: 1px solid var(--line); }
.times { list-style: none; padding: 0; }
.times > li { display: grid; grid-template-columns: minmax(7.5rem, 11.5rem) minmax(0, 1fr); gap: 0.1rem 1.1rem; padding-block: 0.55rem; border-block-end: 1px solid var(--line); }
.times .when { font-weight: 600; font-variant-numeric: tabular-nums; }
.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 var(--s4); align-items: start; }
.tabs { list-style: none; padding: 0; display: flex; flex-wrap: wrap; column-gap: 1.25rem; }
.tabs a, .tabs b { display: inline-block; padding-block: 0.35rem; }
.inset + .flow { margin-block-start: var(--s2); }
.inset .chart { margin-inline: 0; border-radius: var(--round); overflow: hidden; }
.grid { fill: none; stroke: #22315f; stroke-width: 1px; vector-effect: non-scaling-stroke; } .scale { fill: none; stroke: #b9c4e2; stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
.nearby { fill: #0c1631; stroke: #b9c4e2; stroke-width: 1.5px; vector-effect: non-scaling-stroke; } .chart text.nearby { fill: #b9c4e2; stroke: #0c1631; stroke-width: 14px; vector-effect: none; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); padding: 0.8rem 1rem; border-radius: var(--round); font-size: 0.875rem; user-select: all; }
@media (max-width: 47.99rem) { .chart .roomy { display: none; } }
@media (min-width: 48rem) { .chart text, .chart text.nearby { font-size: 30px; stroke-width: 8px; } .near text { font-size: 38px; } }
@media screen { .wave ~ * section { content-visibility: auto; contain-intrinsic-block-size: auto 40rem; overflow-clip-margin: 0.5rem; } }
@media (max-width: 30rem) { .times > li { grid-template-columns: 1fr; } }
@media (forced-colors: active) { .chart { forced-color-adjust: none; } }
@media print { main:has(> .wave) { padding-block-start: 0; }
.wave { background: none; color: #000; } .wave .lead, .tally, .credit, .tally b { color: #000; } .controls, .steps, .tabs { display: none; } .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;

const wall = `
html, body, main { block-size: 100%; }
body { background: #0c1631; color: #f3f1ec; }
.wall { block-size: 100%; display: grid; grid-template-rows: auto minmax(7rem, 1fr) auto; }
.wall header, .wall .foot { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.1em 2em; padding: 1.8vmin 3vmin; }
.wall h1 { font-size: max(1.25rem, 4.2vmin); }
.wall .clock { font-size: max(1.25rem, 5vmin); }
.wall .standing { font-size: max(1rem, 2.9vmin); }
.wall .chart { inline-size: 100%; max-inline-size: none; min-block-size: 0; }
.wall .chart svg { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; max-block-size: none; }
.wall .foot { border-block-start: 2px solid var(--warm); font-size: max(1rem, 3.1vmin); line-height: 1.4; }
.wall .tally { margin: 0; gap: 0 1.2em; font-size: 1.25em; } .wall .tally b { font-family: var(--serif); }
.wall .foot ol { list-style: none; padding: 0; display: inline; }
.wall .foot li { display: inline-block; margin-inline-end: 1.2em; }
.wall .foot h2 { font-size: inherit; color: var(--warm); display: inline; margin-inline-end: 0.7em; }
.wall .foot time { font-variant-numeric: tabular-nums; color: var(--on-night-soft); white-space: nowrap; }
.wall .empty { place-self: center; padding: 3vmin; font-size: max(1.25rem, 4.2vmin); }
.wall a { color: inherit; }
.framed .wall header, .framed .wall .foot { padding: 0.5rem 0.8rem; font-size: 0.9375rem; }
.framed .wall h1, .framed .wall .standing { color: var(--on-night-soft); font-size: 0.9375rem; }
.framed .wall .clock { font-size: 1.125rem; } .framed .wall .tally { font-size: 1em; }
`;

export const lightsSheet: string = compact(source + momentSheet);

export const wallSheet: string = compact(source + wall);
