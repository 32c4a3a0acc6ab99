/** The most frequent prefixes, paths, agents and so on, each as a short table; an uncertain count says so. */
import type { Ranked, TopLists } from '../traffic/report.ts';
import { count, share } from './figures.ts';
import { countryName } from './names.ts';
import { html, type Markup } from './traffic-markup.ts';

const NAME_MAX = 160;

export function topLists(top: TopLists, rowsMax: number, total?: number): Markup {
  const lists: readonly (readonly [string, readonly Ranked[]])[] = [
    ['Prefixes', top.prefixes],
    ['Clients', top.clients ?? []],
    [
      'Countries in which addresses are registered',
      top.countries.map((row) => ({ ...row, name: countryName(row.name) })),
    ],
    ['Networks in which addresses are registered', top.networks],
    ['Paths', top.paths],
    ['User agents', top.agents],
    ['Referring hosts', top.referrers],
  ];
  const shown = lists.filter(([, rows]) => rows.length > 0);
  return html`<div class="lists">${shown.map(([name, rows]) => list(name, rows.slice(0, rowsMax), total))}</div>`;
}

function list(name: string, rows: readonly Ranked[], total: number | undefined): Markup {
  return html`<table class="list"><thead><tr><th scope="col">${name}</th><th scope="col" class="figure">Requests</th></tr></thead>
<tbody>${rows.map((row) => rowOf(row, total))}</tbody></table>`;
}

function rowOf({ name, requests, missed }: Ranked, total: number | undefined): Markup {
  const short = name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name;
  const upTo = missed > 0 ? ` to ${count(requests + missed)}` : '';
  const of = total === undefined || total === 0 ? '' : share(requests / total);
  return html`<tr><th scope="row">${short}</th><td class="figure">${count(requests)}${upTo} <span class="soft">${of}</span></td></tr>`;
}
