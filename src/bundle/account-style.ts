/** The account's style sheet: for a screen, light or dark, and for paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --soft: #555; --ground: #fff; --line: #ccc; --counts: #b3410e; --fill: #f3c3a8; --band: #e6eaf2; --usual: #2a5599; --wave: #fbeee6 }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #eee; --soft: #aaa; --ground: #15171a; --line: #444; --counts: #f08a55; --fill: #6b3a20; --band: #262d3a; --usual: #8fb4f0; --wave: #2c211b } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--ground); overflow-wrap: break-word }
time { white-space: nowrap } code { overflow-wrap: anywhere } .wide { overflow-x: auto }
section, article { margin-block: 1.5rem }
h2, h3 { line-height: 1.25; break-after: avoid } h3::first-letter { text-transform: uppercase }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line) }
dl { display: grid; grid-template-columns: minmax(0, max-content) max-content; gap: .25rem 1rem } dt { font-weight: 600 } dd { margin: 0 }
figure { margin: 0 } figcaption { color: var(--soft); font-size: .85rem }
.picture { font: 12px system-ui, sans-serif; overflow: visible }
.counts { fill: var(--fill) } .counts-top { fill: none; stroke: var(--counts); stroke-width: 1.5px } .failed { fill: var(--counts) }
.usual { fill: none; stroke: var(--usual); stroke-width: 1.25px; stroke-dasharray: 4 3 } .band { fill: var(--band) }
.grid, .base, .now, .hatch { stroke: var(--line) } .now { stroke-dasharray: 2 3 }
.tick, .gap-name, .empty { fill: var(--soft) } .peak { fill: var(--ink); font-weight: 600 }
.wave { fill: var(--wave) } .wave-top, .wave-dot { fill: var(--ink) } .wave-number { fill: var(--ground); font-weight: 600 }
@media (max-width: 34rem) { .tick-odd { display: none } th, td { padding-right: .3rem; font-size: .8rem } }
@media print {
  @page { margin: 18mm }
  :root { color-scheme: light }
  body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .wide { overflow: visible } figure, tr, li, dl { break-inside: avoid } thead { display: table-header-group } p { orphans: 3; widows: 3 }
}
`;
