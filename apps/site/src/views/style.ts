/**
 * The look, whole: tokens first, then elements, then the few components. docs/design.md says what each token is for.
 *
 * It is one constant, sent inside every page: a second request would cost more than the 2 kB that it takes compressed.
 */
const source = `
:root {
  color-scheme: light dark;
  --paper: #faf9f6;
  --panel: #f0eff0;
  --ink: #172038;
  --soft: #525c76;
  --line: #d5d7e0;
  --link: #1d479f;
  --night: #0c1631;
  --dusk: #1b2c5b;
  --on-night: #f3f1ec;
  --on-night-soft: #b9c4e2;
  --warm: #eda84f;
  --warm-ink: #8a4d05;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif;
  --s1: 0.5rem;
  --s2: 1rem;
  --s3: 1.75rem;
  --s4: 3rem;
  --measure: 38rem;
  --wide: 60rem;
  --round: 0.375rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0a1020;
    --panel: #131c33;
    --ink: #e6e8f0;
    --soft: #a9b2c9;
    --line: #2a3552;
    --link: #a3c0ff;
    --night: #060b18;
    --dusk: #16234a;
    --warm-ink: #f0b867;
  }
}
@media (prefers-contrast: more) { :root { --soft: var(--ink); --line: currentcolor; --on-night-soft: var(--on-night); } a { text-decoration-thickness: 2px; } }
@media (min-width: 140rem) { html { font-size: 137.5%; } }
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-block-start: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { display: flex; flex-direction: column; min-block-size: 100vh; margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--sans); overflow-wrap: break-word; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(1.9rem, 1.4rem + 2.2vw, 2.75rem); letter-spacing: -0.01em; }
h2 { font-size: 1.4rem; }
h3 { font-size: 1.125rem; }
p, ul, ol, dl, blockquote { margin: 0; }
figure { margin-inline: 0; margin-block-end: 0; }
ul, ol { padding-inline-start: 1.3em; }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--warm); outline-offset: 3px; border-radius: 2px; box-shadow: 0 0 0 3px var(--night); }
main:focus { outline: none; }
img, svg { max-inline-size: 100%; block-size: auto; display: block; }
summary { cursor: pointer; }
.in { inline-size: 100%; max-inline-size: calc(var(--wide) + 2 * var(--s2)); margin-inline: auto; padding-inline: var(--s2); }
.read { max-inline-size: var(--measure); }
.flow > * + * { margin-block-start: var(--s2); }
.items [dir], .rows [dir], .help [dir], .said [dir], .sky [dir], .foremost [dir], .pairs [dir] { text-align: match-parent; }
:lang(ar) { --serif: "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", Tahoma, "Noto Sans Arabic", serif; --sans: "Noto Sans Arabic", system-ui, "Geeza Pro", "Segoe UI", Tahoma, sans-serif; }
:lang(ar) :is(h1, h2, h3, .story) { letter-spacing: 0; line-height: 1.45; } .story:lang(ar) p { line-height: 1.95; }
.soft { color: var(--soft); }
.small { font-size: 0.9375rem; line-height: 1.5; }
.skip { position: absolute; inset-inline-start: var(--s1); inset-block-start: -6rem; z-index: 3; background: var(--warm); color: #172038; padding: 0.5rem 1rem; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { inset-block-start: var(--s1); }
.bar { position: sticky; inset-block-start: 0; z-index: 2; background: var(--night); color: var(--on-night); border-block-end: 2px solid var(--warm); }
.bar .in { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; column-gap: var(--s2); min-block-size: 3.25rem; }
.brand { flex: 1 1 7rem; min-inline-size: 0; color: inherit; text-decoration: none; font-family: var(--serif); font-size: 1.0625rem; line-height: 1.25; padding-block: 0.4rem; }
.brand:hover { text-decoration: underline; }
.exit { flex: 0 1 auto; margin-block: 0.3rem; background: var(--on-night); color: #0c1631; text-decoration: none; font-weight: 600; font-size: 0.9375rem; line-height: 1.2; padding: 0.55rem 0.9rem; border-radius: var(--round); }
.exit:hover { background: var(--warm); }
.exit[data-presses="1"] { background: linear-gradient(90deg, var(--warm) 33%, var(--on-night) 0); } .exit[data-presses="2"] { background: linear-gradient(90deg, var(--warm) 67%, var(--on-night) 0); }
[dir="rtl"] .exit[data-presses] { background: linear-gradient(270deg, var(--warm) 33%, var(--on-night) 0); } [dir="rtl"] .exit[data-presses="2"] { background: linear-gradient(270deg, var(--warm) 67%, var(--on-night) 0); }
.ways { border-block-end: 1px solid var(--line); font-size: 0.9375rem; }
.ways .in { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: var(--s2); padding-block: 0.3rem; }
.ways ul, .plain { list-style: none; padding: 0; }
.ways ul { display: flex; flex-wrap: wrap; column-gap: 1rem; } .ways .tongues { column-gap: 0.65rem; }
.ways a, .ways b { display: inline-block; padding-block: 0.35rem; }
.ways a { text-decoration: none; color: var(--ink); }
.ways a:hover { text-decoration: underline; }
.ways a[aria-current], .ways b { font-weight: 600; text-decoration: underline; text-decoration-color: var(--warm); text-decoration-thickness: 2px; text-underline-offset: 0.35em; }
.sample { background: var(--panel); color: var(--soft); font-size: 0.875rem; }
.sample .in { padding-block: 0.35rem; }
main { display: block; flex: 1 0 auto; padding-block: var(--s3) var(--s4); }
main:has(> .sky) { padding-block-start: 0; }
section { margin-block-start: var(--s4); }
section > h2 { padding-block-end: 0.4rem; border-block-end: 1px solid var(--line); margin-block-end: var(--s2); }
.kicker { color: var(--warm-ink); font-weight: 600; font-size: 0.9375rem; }
.lead { font-size: 1.2rem; line-height: 1.5; }
h1 + .lead { margin-block-start: 0.5rem; }
.kicker + h1, .kicker + h3 { margin-block-start: 0.2rem; }
label + .small { margin-block-end: 0.6rem; }
.sky { background: linear-gradient(var(--night), var(--dusk) 82%, #39457c); color: var(--on-night); position: relative; }
.sky .in { padding-block: var(--s4) 5.5rem; }
.sky .lead { color: var(--on-night-soft); margin-block-start: var(--s1); }
.sky .kicker { color: var(--warm); margin-block-end: var(--s1); }
.horizon { position: absolute; inset-inline: 0; inset-block-end: 0; inline-size: 100%; block-size: 3.5rem; border-block-end: 2px solid var(--warm); forced-color-adjust: none; }
.town { fill: #0a1228; } .windows { fill: #f7cf8b; }
.scene { border-radius: var(--round); overflow: hidden; max-inline-size: var(--measure); }
.scene svg { inline-size: 100%; } .scene + .flow { margin-block-start: var(--s3); }
.story { font: 1.1875rem/1.7 var(--serif); hanging-punctuation: first allow-end last; }
.story > p:first-of-type { font-size: 1.12em; line-height: 1.6; }
.story::after { content: ""; display: block; inline-size: 4rem; border-block-end: 2px solid var(--warm); margin-block-start: var(--s3); }
.story .heard { background: color-mix(in srgb, var(--warm) 22%, transparent); box-shadow: 0 0 0 0.3em color-mix(in srgb, var(--warm) 22%, transparent); }
.tale > .scene { max-inline-size: none; } .tale > .scene svg { block-size: clamp(9.5rem, 34vw, 20rem); }
.basis { border-inline-start: 3px solid var(--warm); padding-inline-start: 0.8rem; }
.aloud { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.8rem; margin-block-end: var(--s2); } .aloud[hidden], .aloud [hidden] { display: none; }
.aloud button, .share button { padding: 0.55rem 1rem; font-size: 0.9375rem; }
.quiet-button { background: none; color: var(--link); border-color: currentColor; } .quiet-button:hover { background: var(--panel); }
.on-paper { display: none; }
.story blockquote, .flow blockquote { border-inline-start: 3px solid var(--warm); padding-inline-start: var(--s2); }
.tag { font: 0.875rem/1.45 var(--sans); color: var(--soft); border-inline-start: 3px solid var(--line); padding-inline-start: 0.6rem; }
.panel { background: var(--panel); border-radius: var(--round); padding: var(--s2) 1.15rem; }
.note { border-inline-start: 4px solid var(--warm); }
.panel h2 { font-size: 1.25rem; border: 0; padding: 0; margin-block-end: 0.5rem; }
.gap, .unfold { margin-block-start: var(--s3); }
.unfold > summary { background: var(--dusk); color: #fff; border-radius: var(--round); padding: 0.8rem 1.15rem; font-weight: 600; }
.unfold > summary:hover { background: var(--night); }
.unfold[open] > summary { margin-block-end: var(--s3); }
.items { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: var(--s3) var(--s3); }
.items h3 a { color: inherit; text-decoration-color: var(--warm); }
.items .scene { margin-block-end: 0.7rem; }
.rows { list-style: none; padding: 0; }
.rows > li { padding-block: 0.85rem; border-block-end: 1px solid var(--line); }
.rows > li:first-child { padding-block-start: 0; }
.call { display: inline-block; font-size: 1.25rem; font-weight: 600; padding-block: 0.15rem; font-variant-numeric: tabular-nums; }
.help li { display: flex; flex-wrap: wrap; column-gap: var(--s2); align-items: baseline; } .help .call { min-width: 7.8rem; }
.help li p { flex: 1 1 10rem; min-width: 0; }
.help li + li { margin-block-start: 0.5rem; } .help + details { margin-block: 0.7rem 0.3rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: var(--s3); }
.facts dt { font: 600 2rem/1.15 var(--serif); }
.facts dd { margin: 0.3rem 0 0; }
.pairs { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.25rem; }
.pairs dt { color: var(--soft); }
.pairs dd { margin: 0; min-inline-size: 0; }
.piece { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s3) var(--s4); }
@media (min-width: 60rem) {
  .piece { grid-template: auto 1fr / minmax(0, var(--measure)) minmax(0, 1fr); }
  .piece > .beside { grid-area: 1 / 2 / 3; border-block-start: 2px solid var(--warm); padding-block-start: var(--s2); }
  .beside .pairs { grid-template-columns: 1fr; gap: 0; } .beside dt { font-size: 0.9375rem; } .beside dd { margin-block-end: 0.6rem; }
}
figure { margin-block-start: var(--s3); }
figcaption { color: var(--soft); font-size: 0.875rem; margin-block-start: 0.4rem; }
figure img { border-radius: var(--round); background: var(--panel); }
label { display: block; font-weight: 600; margin-block-end: 0.4rem; }
input { inline-size: 100%; max-inline-size: 26rem; font: 1.25rem/1.4 var(--sans); font-variant-numeric: tabular-nums; letter-spacing: 0.04em; padding: 0.7rem 0.8rem; border: 2px solid var(--soft); border-radius: var(--round); background: var(--paper); color: var(--ink); }
button { font: 600 1.0625rem/1.2 var(--sans); padding: 0.85rem 1.4rem; border: 2px solid transparent; border-radius: var(--round); background: var(--dusk); color: #fff; cursor: pointer; }
button:hover { background: var(--night); }
footer { position: relative; background: linear-gradient(var(--night) 50%, var(--dusk) 80%, #3d4d8b); color: var(--on-night-soft); border-block-start: 2px solid var(--warm); font-size: 0.9375rem; }
footer .in { padding-block: var(--s3); } footer:has(.horizon) .in { padding-block-end: 5.5rem; } footer .horizon { block-size: 3rem; }
footer a { color: var(--on-night); display: inline-block; padding-block: 0.25rem; }
footer ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.5rem; }
footer p { margin-block-start: var(--s2); }
.years ul { align-items: baseline; } .years b { color: var(--warm); }
.tone { inline-size: 1em; block-size: 1em; display: inline-block; vertical-align: -0.12em; }
@media (max-width: 47.99rem) {
  .ways .in { padding: 0; }
  .ways nav { max-inline-size: 100%; }
  .ways nav > ul:not(.tongues) { flex-wrap: nowrap; overflow-x: auto; scroll-padding-inline: var(--s2); overscroll-behavior-x: contain; scrollbar-width: none; white-space: nowrap; padding-block: 0.15rem; padding-inline: var(--s2) 3rem; mask-image: linear-gradient(to right, #000 calc(100% - 3rem), #0000); }
  .ways .tongues { padding-inline: var(--s2); padding-block-end: 0.25rem; font-size: 0.875rem; } .tongues :is(a, b) { padding-block: 0.15rem; }
  [dir="rtl"] .ways nav > ul:not(.tongues) { mask-image: linear-gradient(to left, #000 calc(100% - 3rem), #0000); }
  .ways [aria-current] { scroll-initial-target: nearest; }
}
@media (max-width: 40rem) { .tale > .scene { margin: calc(-1 * var(--s3)) calc(-1 * var(--s2)) 0; border-radius: 0; } }
@media (max-width: 30rem) {
  .bar .in { column-gap: 0.6rem; } .brand { flex-basis: 6rem; font-size: 0.9375rem; } .exit { padding-inline: 0.7rem; }
  .pairs { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .pairs dd { margin-block-end: 0.6rem; }
  .sky .in { padding-block: var(--s3) 4.75rem; }
}
@media (prefers-color-scheme: dark) { .unfold > summary, button { background: #2b458c; } .unfold > summary:hover, button:hover { background: #3655a8; } }
@media (forced-colors: active) { .exit, button, .unfold > summary, input, .panel { border: 2px solid; } .bar { border-block-end: 2px solid; } }
@media print { .bar, .ways, .skip, footer, .sample, form, .aloud, .share, .screen-only { display: none; } .on-paper { display: block; } .scene { max-inline-size: 9cm; } .story { font-size: 11.5pt; line-height: 1.5; } .tale p { orphans: 3; widows: 3; } .call { font-size: 1em; } a { color: inherit; } body { background: #fff; color: #000; font-size: 11pt; } .sky { background: none; color: #000; } .sky .lead, .sky .kicker { color: #000; } .horizon { display: none; } main { padding: 0; } }
`;

/** A sheet as it is sent: without what only its writer needs. */
export function compact(sheet: string): string {
  return sheet
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/\s*([{};])\s*/g, "$1")
    .replaceAll(/([:,]) /g, "$1")
    .replaceAll(";}", "}")
    .trim();
}

/** The style sheet as it is sent. */
export const css: string = compact(source);
