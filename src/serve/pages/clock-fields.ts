/** What a report has to say, as far as it is known here: each field of a stage with what was counted, or that nothing was. */
import type { ReportStage } from '../../model/reporting.ts';
import type { IncidentBody } from '../schema.ts';
import { duration } from './time.ts';
import { plural, reports } from './words.ts';

export type Field = readonly [name: string, value: string];

const NAMES_MAX = 8;

/** The fields that Article 23(4) names for a stage. Those of the intermediate report are the authority's to name. */
export function fieldsFor(stage: ReportStage, body: IncidentBody): readonly Field[] {
  switch (stage) {
    case 'early-warning':
      return [suspicion(body), crossBorder(body)];
    case 'notification':
      return [
        ['Severity', severity(body)],
        ['Impact', impact(body)],
        ['Indicators of compromise', 'None here: no request and no address is kept.'],
      ];
    case 'intermediate':
    case 'progress':
      return [['Status', severity(body)]];
    case 'final':
      return [
        ['Description', `${severity(body)} ${impact(body)}`],
        ['Likely cause', body.diagnosis?.verdict.words ?? 'Not known from what was seen.'],
        ['Mitigation', 'Not known here: what was done has to be written by whoever did it.'],
        crossBorder(body),
      ];
  }
}

const suspicion = ({ diagnosis }: IncidentBody): Field => [
  'Suspected of being unlawful or malicious',
  diagnosis?.attack.words ?? 'Not testable from what was seen.',
];

function crossBorder({ countries }: IncidentBody): Field {
  const named = countries.map(({ name }) => name);
  const words =
    named.length === 0
      ? 'Not known: no report came with a country.'
      : `Reports came from ${plural(named.length, 'country', 'countries')}: ${listed(named)}.`;
  return ['Impact across borders', words];
}

function severity({ durationMinutes, end, waveList, observed, serviceName }: IncidentBody): string {
  const lasted =
    end === null ? `has been failing for ${duration(durationMinutes)}` : `failed for ${duration(durationMinutes)}`;
  return `${serviceName} ${lasted}, in ${plural(waveList.length, 'wave', 'waves')}; ${reports(observed)}, which is no count of users.`;
}

function impact({ affected, symptoms }: IncidentBody): string {
  const [parts, kinds] = [affected, symptoms].map((shares) => listed(shares.map(({ name }) => name)));
  const told = [parts === '' ? '' : `Components named: ${parts}.`, kinds === '' ? '' : `Symptoms named: ${kinds}.`];
  return told.filter((words) => words !== '').join(' ') || 'No report named a component or a symptom.';
}

const listed = (names: readonly string[]): string =>
  `${names.slice(0, NAMES_MAX).join(', ')}${names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : ''}`;
