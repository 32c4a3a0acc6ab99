/**
 * The style of the map and its table, for a page that brings none. Orange is more and blue is less, told apart by people
 * of every colour vision (PuOr and its like), and darker is farther from the usual in both light and dark.
 */
export const ORIGINS_STYLE = `
.gw-origins{--gw-ink:#12212b;--gw-soft:#4b5b66;--gw-line:#d8dfe2;--gw-sea:#ffffff;--gw-none:#e9edef;--gw-same:#b9c2c8;
--gw-more-1:#d4822f;--gw-more-2:#ad5205;--gw-more-3:#6a2d00;--gw-less-1:#5a9bc9;--gw-less-2:#1c598f;--gw-hatch:#7b8790;
--gw-share-1:#bcd5e8;--gw-share-2:#7fb2d8;--gw-share-3:#3179b0;--gw-share-4:#0d3f6b;
color:var(--gw-ink);background:var(--gw-sea);margin:0;font:1rem/1.5 system-ui,sans-serif}
@media (prefers-color-scheme:dark){.gw-origins{--gw-ink:#e9eff2;--gw-soft:#a9b8c1;--gw-line:#2b3940;--gw-sea:#162026;
--gw-none:#253139;--gw-same:#4f5e68;--gw-more-1:#b5661f;--gw-more-2:#ea9a4c;--gw-more-3:#ffd9b0;--gw-less-1:#4283b3;
--gw-less-2:#9bcbf0;--gw-hatch:#8796a0;--gw-share-1:#2b4a61;--gw-share-2:#3f7299;--gw-share-3:#6fabd6;--gw-share-4:#c4e2f8}}
.gw-map{display:block;width:100%;height:auto}
.gw-map path,.gw-map circle{stroke:var(--gw-sea);stroke-width:1.6;stroke-linejoin:round}
.gw-map .gw-hatch-ground{stroke:none;fill:var(--gw-none)}
.gw-map .gw-hatch-line{stroke:var(--gw-hatch);stroke-width:4}
.gw-none{fill:var(--gw-none)}.gw-same{fill:var(--gw-same)}
.gw-more-1{fill:var(--gw-more-1)}.gw-more-2{fill:var(--gw-more-2)}.gw-more-3{fill:var(--gw-more-3)}
.gw-less-1{fill:var(--gw-less-1)}.gw-less-2{fill:var(--gw-less-2)}
.gw-share-1{fill:var(--gw-share-1)}.gw-share-2{fill:var(--gw-share-2)}.gw-share-3{fill:var(--gw-share-3)}
.gw-share-4{fill:var(--gw-share-4)}
.gw-labels text{font:600 34px system-ui,sans-serif;text-anchor:middle;fill:var(--gw-ink);stroke:var(--gw-sea);stroke-width:8;
stroke-linejoin:round;paint-order:stroke;pointer-events:none}
.gw-legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.75rem 0;padding:0;font-size:.875rem}
.gw-legend li{display:flex;align-items:center;gap:.4rem}
.gw-legend svg{width:24px;height:16px;flex:none}.gw-legend rect{stroke:var(--gw-soft);stroke-width:1}
.gw-scroll{overflow-x:auto}
.gw-table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
.gw-table th,.gw-table td{padding:.35rem .6rem;border-bottom:1px solid var(--gw-line);text-align:right;white-space:nowrap;
font-weight:400}
.gw-table thead th{color:var(--gw-soft);font-size:.8125rem}
.gw-table th:nth-child(2),.gw-compared th:nth-child(5),.gw-compared td:nth-child(5){text-align:left}
.gw-table tbody th{font-weight:600}.gw-table .gw-part th,.gw-table .gw-part td,.gw-table small{color:var(--gw-soft);font-weight:400}
.gw-key{display:inline-block;width:.75em;height:.75em;margin-right:.45em;border:1px solid var(--gw-soft);border-radius:2px}
.gw-key-same,.gw-key-untold,.gw-key-none{background:var(--gw-same)}
.gw-key-untold{background:repeating-linear-gradient(45deg,var(--gw-none) 0 2px,var(--gw-hatch) 2px 4px)}
.gw-key-more-1{background:var(--gw-more-1)}.gw-key-more-2{background:var(--gw-more-2)}.gw-key-more-3{background:var(--gw-more-3)}
.gw-key-less-1{background:var(--gw-less-1)}.gw-key-less-2{background:var(--gw-less-2)}
.gw-notes{color:var(--gw-soft);font-size:.875rem;margin-top:1rem;columns:2 24rem;column-gap:2rem}
.gw-notes p{margin:0 0 .6rem;break-inside:avoid}.gw-notes a{color:inherit}
@media (max-width:40rem){.gw-labels{display:none}.gw-table{font-size:.875rem}.gw-table th,.gw-table td{padding:.3rem}
.gw-table tr>:first-child{display:none}.gw-table tr>:nth-child(2){padding-left:0}.gw-table tbody th{white-space:normal}
.gw-table small{display:block;white-space:normal;line-height:1.25;min-width:5.5rem}}
@media print{.gw-map *{print-color-adjust:exact}}
`;
