/**
 * The account for people: one page that loads nothing, to read and to print. Law: every number in it is marked with the fact
 * that it shows, so that whoever checks the bundle can compare it; plain text holds no numeral.
 */
import type { CaseFacts } from '../core/case.ts';
import { startOf } from '../model/units.ts';

type Path = readonly (string | number)[];

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ccc }
dt { font-weight: 600 } dd { margin: 0 0 .5rem } code { overflow-wrap: anywhere } .quiet { color: #555 }
@media print { body { margin: 0; max-width: none } section { break-inside: avoid } }
`;

export function accountOf(facts: CaseFacts): string {
  const { incident, service } = facts;
  if (incident === null || service === null) throw new TypeError('an account needs an incident and its service');
  const show = (...path: Path): string => shown(facts, path);
  const time = (...path: Path): string => minute(facts, path);
  const waves = incident.waves.map(
    (_, i) =>
      `<tr><td>${time('incident', 'waves', i, 'start')}</td><td>${time('incident', 'waves', i, 'peak')}</td><td>${time('incident', 'waves', i, 'end')}</td><td>${show('incident', 'waves', i, 'peakCount')}</td><td>${show('incident', 'waves', i, 'total')}</td><td>${show('incident', 'waves', i, 'expected')}</td></tr>`,
  );
  const decisions = incident.decisions.map(
    (_, i) =>
      `<tr><td>${show('incident', 'decisions', i, 'tier')}</td><td>${time('incident', 'decisions', i, 'at')}</td><td>${show('incident', 'decisions', i, 'observed')}</td><td>${show('incident', 'decisions', i, 'expected')}</td><td>${show('incident', 'decisions', i, 'windowMinutes')}</td><td>${show('incident', 'decisions', i, 'evidence')}</td><td>${show('incident', 'decisions', i, 'threshold')}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Account of an incident</title>
<style>${STYLE}</style>
<h1>${show('service', 'name')}</h1>
<p>Incident ${show('incident', 'id')}: ${show('incident', 'state')}. The signals are ${show('service', 'provenance', 'kind')}.</p>
${service.provenance.note === undefined ? '' : `<p>${show('service', 'provenance', 'note')}</p>\n`}<section>
<h2>When</h2>
<dl>
<dt>Start</dt><dd>${time('incident', 'start')}</dd>
<dt>First seen as possible</dt><dd>${time('incident', 'possibleAt')}</dd>
<dt>Confirmed</dt><dd>${time('incident', 'confirmedAt')}</dd>
<dt>End</dt><dd>${time('incident', 'end')}</dd>
</dl>
</section>
<section>
<h2>How much</h2>
<p>${show('incident', 'observed')} reports, where ${show('incident', 'expected')} would be usual; ${show('incident', 'peakCount')} in the highest step. The length of a step in minutes: ${show('service', 'stepMinutes')}. A report is one person saying so; it is not a count of users. Independence of the reports: ${show('incident', 'independence')}; networks seen: ${show('incident', 'networks')}.</p>
</section>
<section>
<h2>Waves</h2>
<table>
<tr><th>Start</th><th>Peak</th><th>End</th><th>Reports at the peak</th><th>Reports</th><th>Usual</th></tr>
${waves.join('\n')}
</table>
</section>
<section>
<h2>How it was decided</h2>
<table>
<tr><th>Tier</th><th>At</th><th>Counted</th><th>Expected</th><th>Minutes</th><th>Evidence in nats</th><th>Asked for</th></tr>
${decisions.join('\n')}
</table>
<p>False alarms accepted: ${show('budget', 'possiblePerMonth')} a month of the tier possible, ${show('budget', 'confirmedPerYear')} a year of the tier confirmed.</p>
</section>
${list(facts, 'Symptoms', 'symptoms', incident.symptoms)}${list(facts, 'Countries', 'countries', incident.countries)}${list(facts, 'Components', 'components', incident.components)}<section>
<h2>What this rests on</h2>
<table>
<tr><th>Entries enclosed</th><th>Number</th></tr>
${Object.keys(facts.entries)
  .map((kind) => `<tr><td>${escaped(kind)}</td><td>${show('entries', kind)}</td></tr>`)
  .join('\n')}
</table>
<p>Every number on this page was computed from the entries in this bundle, and whoever has the bundle can compute it again: <code>groundswell verify</code>, or the page of the incident in a browser.</p>
<p>What that proves: the order of the entries, that none was altered since the checkpoint was signed, and that the figures follow from them. What it does not prove: that what people reported was true, when it happened without an outside witness, or that no entry of this service was left out.</p>
<p>Nothing here says who is behind a failure.</p>
</section>
</html>
`;
}

function list(
  facts: CaseFacts,
  title: string,
  key: 'symptoms' | 'countries' | 'components',
  counts: Readonly<Record<string, number>>,
): string {
  const rows = Object.entries(counts).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (rows.length === 0) return '';
  const cells = rows.map(
    ([name]) => `<tr><td>${nameOf(name)}</td><td>${shown(facts, ['incident', key, name])}</td></tr>`,
  );
  return `<section>\n<h2>${title}</h2>\n<table>\n${cells.join('\n')}\n</table>\n</section>\n`;
}

/** A name is a key of the facts; where it has numerals, it is left to the facts. */
const nameOf = (name: string): string => (/\p{N}/u.test(name) ? '(see the facts)' : escaped(name));

function shown(facts: CaseFacts, path: Path): string {
  const fact = factAt(facts, path);
  return `<data data-fact="${attribute(path)}">${escaped(fact === null ? 'none' : String(fact))}</data>`;
}

function minute(facts: CaseFacts, path: Path): string {
  const fact = factAt(facts, path);
  const text = typeof fact === 'number' ? `${new Date(startOf(fact as never)).toISOString().slice(0, 16)}Z` : 'none';
  return `<time data-fact="${attribute(path)}">${text}</time>`;
}

const attribute = (path: Path): string => escaped(path.map((key) => encodeURIComponent(key)).join('/'));

function factAt(facts: CaseFacts, path: Path): unknown {
  let value: unknown = facts;
  for (const key of path) value = (value as Record<string | number, unknown>)[key];
  return value;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
