/**
 * The style of the traffic page: the product's colours and sizes (`src/web/styles/tokens.css`), kept inside so that the page
 * needs no other file. Text meets 4.5:1 in light and dark, and nothing is told by hue alone.
 */
export const TRAFFIC_STYLE = `
:root{color-scheme:light dark;--ground:#f5f7f7;--surface:#fff;--ink:#12212b;--soft:#4b5b66;--line:#d8dfe2;--strong:#8a979f;
--link:#0a5a8c;--failing:#a3260f;--failing-ground:#fdeee9;--counts:#2f7ea8;--wave:#c2500e;--wave-fill:#fbe3d2;--hatch:#98a4ab;
--unknown:#4f5a62;--round:10px;--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--ground:#0e1519;--surface:#162026;--ink:#e9eff2;--soft:#a9b8c1;--line:#2b3940;
--strong:#71818a;--link:#86c8ef;--failing:#ffab97;--failing-ground:#391912;--counts:#6db9de;--wave:#f59a5c;--wave-fill:#3d2615;
--hatch:#5d6b74;--unknown:#b5c0c7}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:break-word;font-variant-numeric:tabular-nums;
font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
h1,h2,h3,h4,h5,p,ul,ol,figure,table{margin:0;padding:0}
h1{font-size:clamp(1.625rem,1.2rem + 1.8vw,2.375rem);font-weight:680;letter-spacing:-.021em;line-height:1.15;overflow-wrap:anywhere}
h2{font-size:1.25rem;font-weight:650;letter-spacing:-.012em;line-height:1.3;margin-bottom:.75rem}
h3{font-size:1rem;font-weight:650;margin:1.5rem 0 .75rem}h4{font-size:1rem;font-weight:650;margin:1.25rem 0 .35rem}h5{font-size:.875rem;font-weight:650;margin:.25rem 0}
a{color:var(--link)}:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
main{width:min(100% - 2rem,72rem);margin-inline:auto;padding-block:1.5rem 3rem;display:grid;grid-template-columns:minmax(0,1fr);gap:2rem}
.brand{color:var(--soft);font-size:.875rem;margin-bottom:.25rem}
.lead{font-size:1.25rem;line-height:1.45;max-width:60ch;margin-top:.75rem}
.soft{color:var(--soft)}.small{font-size:.875rem}header .soft{margin-top:.5rem;font-size:.875rem}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.25rem 0 0}
.facts div{padding:.6rem .9rem;border:1px solid var(--line);border-radius:var(--round);background:var(--surface)}
.remarks{margin:1rem 0 0;padding:0 0 0 1.25rem}
.facts dt{color:var(--soft);font-size:.875rem}.facts dd{margin:0;font-size:1.25rem;font-weight:650}
.facts small{display:block;font-size:.8125rem;font-weight:400;color:var(--soft)}
.panel{padding:1rem;border:1px solid var(--line);border-radius:var(--round);background:var(--surface);min-width:0}
.panel>figcaption{color:var(--soft);font-size:.875rem;margin-bottom:.5rem}
.timeline{display:block;overflow:visible;font-size:12px}
.requests{fill:var(--counts);shape-rendering:crispEdges}.usual{fill:none;stroke:var(--ink);stroke-width:1.5px;stroke-dasharray:4 3}
.failed-bar{fill:url(#failed)}.failed-ground{fill:var(--failing-ground)}.failed-line{stroke:var(--failing);stroke-width:2.5px}
.unknown{fill:url(#unknown);stroke:var(--hatch)}.unknown-line{stroke:var(--hatch);stroke-width:1.5px}
.shade{fill:var(--wave-fill)}.shade-foot{fill:var(--wave)}.grid{stroke:var(--line)}.base{stroke:var(--strong)}
.level,.tick text{fill:var(--soft);paint-order:stroke;stroke:var(--surface);stroke-width:3px;stroke-linejoin:round}
.tick text{text-anchor:middle}.tick line{stroke:var(--strong)}
.number-ground{fill:var(--wave)}.number{fill:var(--ground);font-weight:700;font-size:11px;text-anchor:middle}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;color:var(--soft);font-size:.875rem;list-style:none;margin-top:.5rem}
.swatch{width:18px;height:12px;margin-right:.45em}
.events{list-style:none;display:grid;gap:.75rem}.events>li{min-width:0}
.event{border:1px solid var(--line);border-radius:var(--round);background:var(--surface)}
.event summary{display:flex;gap:.75rem;align-items:start;padding:.8rem 1rem;cursor:pointer;list-style:none}
.event summary::-webkit-details-marker{display:none}
.event summary::after{content:"+";margin-left:auto;color:var(--soft);font-size:1.25rem;line-height:1.2}
.event[open] summary::after{content:"−"}.event-head>*{display:block}.event-head .soft{font-size:.875rem}
.tag{flex:none;min-width:1.7em;padding-inline:.35em;border-radius:1em;background:var(--wave);color:var(--ground);font-weight:700;text-align:center}
.tag-unknown{background:var(--unknown)}
.event-body{padding:0 1rem 1.25rem;scroll-margin-top:6rem}.event-body ul,.notes{padding-left:1.2em}.event-body ul{list-style:disc}.event-body li{margin-bottom:.2rem}
.event-body>p{margin-top:.75rem;max-width:72ch}.event-body>h4:first-child{margin-top:0}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:0 2rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--soft);font-size:.8125rem}.figure{text-align:right;white-space:nowrap;padding-right:0}
td.figure+td,th.figure+th{padding-left:1.25rem}.part th{color:var(--soft);font-size:.8125rem;padding-top:.9rem}
.lists{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.25rem 2rem;align-items:start}
.list{table-layout:fixed}.list thead .figure{width:8.5rem}
.list tbody th{overflow-wrap:anywhere;font-family:var(--mono);font-size:.8125rem}
.notes{max-width:72ch}.notes li{margin-bottom:.35rem}code{font:.875em var(--mono);overflow-wrap:anywhere}
.gw-origins+.gw-origins{margin-top:1.5rem}.origins{padding:1rem;border:1px solid var(--line);border-radius:var(--round);background:var(--surface)}
@media (max-width:34rem){.tick-odd,.wide{display:none}.panel{padding:.75rem}td.figure+td,th.figure+th{padding-left:.75rem}}
@media print{body{background:#fff}.timeline *,.tag{print-color-adjust:exact}}
`;
