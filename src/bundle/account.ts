/**
 * The account for people: one page that loads nothing, to read and to print. Law: every number in it is marked with the fact
 * that it shows, and every chart is drawn from facts, so that whoever checks the bundle can compare them; plain text holds no numeral.
 */
import type { CaseFacts } from '../case/facts.ts';
import { type ChartName, figureOf } from '../case/figure.ts';
import { escaped } from '../chart/svg.ts';
import { STYLE } from './account-style.ts';
import { type Marks, marksOf } from './marks.ts';

/** Hypotheses whose reasons are told; the others stand in the table. */
const ARGUED_MAX = 2;

export function accountOf(facts: CaseFacts): string {
  const { incident, service } = facts;
  if (incident === null || service === null) throw new TypeError('an account needs an incident and its service');
  const marks = marksOf(facts);
  const { show, time } = marks;
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
${chart(facts, 'reports', 'Reports')}<section>
<h2>How much</h2>
<p>${show('incident', 'observed')} reports, where ${show('incident', 'expected')} would be usual; ${show('incident', 'peakCount')} in the highest step. The length of a step in minutes: ${show('service', 'stepMinutes')}. A report is one person saying so; it is not a count of users. Independence of the reports: ${show('incident', 'independence')}; networks seen: ${show('incident', 'networks')}.</p>
</section>
<section>
<h2>Waves</h2>
${table(
  ['Start', 'Peak', 'End', 'Reports at the peak', 'Reports', 'Usual'],
  incident.waves.map((_, i) => [
    ...['start', 'peak', 'end'].map((edge) => time('incident', 'waves', i, edge)),
    ...['peakCount', 'total', 'expected'].map((count) => show('incident', 'waves', i, count)),
  ]),
)}
</section>
${chart(facts, 'traffic', 'Traffic')}${diagnosisOf(facts, marks)}${togetherOf(facts, marks)}${statementsOf(facts, marks)}<section>
<h2>How it was decided</h2>
${table(
  ['Tier', 'At', 'Counted', 'Expected', 'Minutes', 'Evidence in nats', 'Asked for'],
  incident.decisions.map((_, i) => [
    show('incident', 'decisions', i, 'tier'),
    time('incident', 'decisions', i, 'at'),
    ...['observed', 'expected', 'windowMinutes', 'evidence', 'threshold'].map((key) =>
      show('incident', 'decisions', i, key),
    ),
  ]),
)}
${incident.decisions.some(({ hindsight }) => hindsight) ? '<p>Seen in hindsight: it began before anything usual was known, and what is called expected is what came once it had ended.</p>\n' : ''}<p>False alarms accepted: ${show('budget', 'possiblePerMonth')} a month of the tier possible, ${show('budget', 'confirmedPerYear')} a year of the tier confirmed.</p>
</section>
${counted(facts, marks, 'Symptoms', 'symptoms')}${counted(facts, marks, 'Countries', 'countries')}${counted(facts, marks, 'Components', 'components')}${custodyOf(facts, marks)}<section>
<h2>What this rests on</h2>
${table(
  ['Entries enclosed', 'Number'],
  Object.keys(facts.entries).map((kind) => [escaped(kind), show('entries', kind)]),
)}
<p>Every number, chart and verdict on this page was computed from the entries in this bundle, and whoever has the bundle can compute it again: <code>groundswell verify</code>, or the page of the incident in a browser.</p>
<p>What that proves: the order of the entries, that none was altered since the checkpoint was signed, and that the figures follow from them. What it does not prove: that what people reported was true, when it happened without an outside witness, or that no entry of this service was left out.</p>
<p>Nothing here says who is behind a failure.</p>
</section>
</html>
`;
}

const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  return `<div class="wide"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.map(row).join('\n')}\n</tbody>\n</table></div>`;
}

function chart(facts: CaseFacts, name: ChartName, title: string): string {
  const figure = figureOf(name, facts);
  return figure === undefined ? '' : `<section>\n<h2>${title}</h2>\n${figure}\n</section>\n`;
}

function diagnosisOf({ diagnosis }: CaseFacts, marks: Marks): string {
  if (diagnosis === null) return '';
  const { show, percent } = marks;
  const { hypotheses, findings, unseen } = diagnosis;
  const rows = hypotheses.map((_, i) => [
    ...['name', 'likelihood'].map((key) => show('diagnosis', 'hypotheses', i, key)),
    percent('diagnosis', 'hypotheses', i, 'posterior'),
    show('diagnosis', 'hypotheses', i, 'confidence'),
  ]);
  const finding = (id: string): string => {
    const at = findings.findIndex((each) => each.id === id);
    return `<li>${show('diagnosis', 'findings', at, 'words')} (${show('diagnosis', 'findings', at, 'basis')})</li>`;
  };
  const reasons = hypotheses.slice(0, ARGUED_MAX).map(({ bearings }, i) => {
    const side = (wanted: string, title: string): string => {
      const items = bearings.filter((bearing) => bearing.side === wanted).map((bearing) => finding(bearing.finding));
      return items.length === 0 ? '' : `<p>${title}</p>\n<ul>\n${items.join('\n')}\n</ul>\n`;
    };
    const words = `${side('for', 'Speaks for it:')}${side('against', 'Speaks against it:')}`;
    return words === '' ? '' : `<h3>${show('diagnosis', 'hypotheses', i, 'name')}</h3>\n${words}`;
  });
  return `<section>
<h2>What kind of failure</h2>
<p>${show('diagnosis', 'verdict', 'words')}</p>
<p>Was it an attack? ${show('diagnosis', 'attack', 'words')}</p>
${table(['Kind of failure', 'Likelihood', 'Probability', 'Confidence'], rows)}
${reasons.join('')}${unseenOf(unseen, marks)}<p>All of this is inferred from what was observed; what is only claimed weighs nothing, and nobody is named.</p>
</section>
`;
}

/** A source that is missing as a whole stands for all that it would have shown. */
function unseenOf(unseen: NonNullable<CaseFacts['diagnosis']>['unseen'], { show }: Marks): string {
  if (unseen.length === 0) return '';
  const missing = unseen.flatMap(({ whole, source }, i) =>
    whole && unseen.findIndex((each) => each.source === source) === i ? [show('diagnosis', 'unseen', i, 'source')] : [],
  );
  const single = unseen.flatMap(({ whole }, i) => (whole ? [] : [show('diagnosis', 'unseen', i, 'words')]));
  return `<h3>What could not be seen</h3>
${missing.length === 0 ? '' : `<p>There was nothing at all of: ${missing.join(', ')}.</p>\n`}${single.length === 0 ? '' : `<p>${single.join('; ')}.</p>\n`}`;
}

function togetherOf({ event }: CaseFacts, { show, time, percent }: Marks): string {
  if (event === null) return '';
  const rows = event.members.map((_, i) => [
    show('event', 'members', i, 'service'),
    show('event', 'members', i, 'role'),
    show('event', 'members', i, 'of'),
    percent('event', 'members', i, 'weight'),
    ...['observed', 'expected'].map((key) => show('event', 'members', i, key)),
  ]);
  return `<section>
<h2>What failed together</h2>
<p>From ${time('event', 'start')} to ${time('event', 'end')}. What most of them share: ${show('event', 'provider')}. A victim is one that people blame for a larger one’s failure.</p>
${table(['Service', 'Role', 'Of', 'Weight', 'Reports', 'Usual'], rows)}
</section>
`;
}

function statementsOf({ statements }: CaseFacts, { show, time }: Marks): string {
  if (statements.length === 0) return '';
  const told = statements.map(({ withdrawn, verdict }, i) => {
    const answers = verdict.answers.map(
      (_, k) =>
        `<li>${show('statements', i, 'verdict', 'answers', k, 'reading')}: ${show('statements', i, 'verdict', 'answers', k, 'outcome')}. ${show('statements', i, 'verdict', 'answers', k, 'words')}</li>`,
    );
    return `<article>
<h3>${show('statements', i, 'quote')}</h3>
<p>${show('statements', i, 'speaker')}, said at: ${time('statements', i, 'saidAt')}; meant as: ${show('statements', i, 'mode')}.${withdrawn ? ' Withdrawn since.' : ''}</p>
<p><strong>${show('statements', i, 'verdict', 'verdict')}</strong>: ${show('statements', i, 'verdict', 'why')} Confidence in this: ${show('statements', i, 'verdict', 'confidence')}.</p>
<ul>
${answers.join('\n')}
</ul>
</article>
`;
  });
  return `<section>
<h2>What was said, and what the evidence bears out</h2>
<p>Statements are recorded as said; a verdict is about the words, not about who said them.</p>
${told.join('')}</section>
`;
}

function custodyOf({ handedOver }: CaseFacts, { show, time }: Marks): string {
  if (handedOver.length === 0) return '';
  const rows = handedOver.map((_, i) => [
    time('handedOver', i, 'at'),
    ...['by', 'to', 'size', 'manifest'].map((key) => show('handedOver', i, key)),
  ]);
  return `<section>
<h2>Where the evidence went before</h2>
${table(['At', 'By', 'To', 'Entries covered', 'Digest'], rows)}
</section>
`;
}

function counted(
  { incident }: CaseFacts,
  { show }: Marks,
  title: string,
  key: 'symptoms' | 'countries' | 'components',
): string {
  const rows = Object.entries(incident?.[key] ?? {}).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (rows.length === 0) return '';
  const cells = rows.map(([name]) => [nameOf(name), show('incident', key, name)]);
  return `<section>\n<h2>${title}</h2>\n${table(['Name', 'Reports'], cells)}\n</section>\n`;
}

/** A name is a key of the facts; where it has numerals, it is left to the facts. */
const nameOf = (name: string): string => (/\p{N}/u.test(name) ? '(see the facts)' : escaped(name));
