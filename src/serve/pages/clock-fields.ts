/** What a report has to say, as far as it is known here: each field of a stage with what was counted, or that nothing was. */
import type { ReportStage } from '../../model/reporting.ts';
import type { Words } from '../../words/words.ts';
import type { IncidentBody } from '../schema.ts';

export type Field = readonly [name: string, value: string];

const NAMES_MAX = 8;

/** The fields that Article 23(4) names for a stage. Those of the intermediate report are the authority's to name. */
export function fieldsFor(t: Words, stage: ReportStage, body: IncidentBody): readonly Field[] {
  const { fields, ...words } = t.clocks;
  switch (stage) {
    case 'early-warning':
      return [suspicion(t, body), crossBorder(t, body)];
    case 'notification':
      return [
        [fields.severity, severity(t, body)],
        [fields.impact, impact(t, body)],
        [fields.indicators, words.noIndicators],
      ];
    case 'intermediate':
    case 'progress':
      return [[fields.status, severity(t, body)]];
    case 'final':
      return [
        [fields.description, `${severity(t, body)} ${impact(t, body)}`],
        [fields.cause, body.diagnosis?.verdict.words ?? words.noCause],
        [fields.mitigation, words.noMitigation],
        crossBorder(t, body),
      ];
  }
}

const suspicion = ({ clocks }: Words, { diagnosis }: IncidentBody): Field => [
  clocks.fields.suspicion,
  diagnosis?.attack.words ?? clocks.noSuspicion,
];

function crossBorder(t: Words, { countries }: IncidentBody): Field {
  const { fields, noCountry, fromCountries } = t.clocks;
  const named = countries.map(({ name }) => name);
  return [fields.crossBorder, named.length === 0 ? noCountry : fromCountries(named.length, listed(t, named))];
}

function severity(t: Words, { durationMinutes, end, waveList, observed, serviceName }: IncidentBody): string {
  return (end === null ? t.clocks.hasFailed : t.clocks.failed)(
    serviceName,
    t.duration(durationMinutes),
    t.counts.waves(waveList.length),
    t.counts.reports(observed),
  );
}

function impact(t: Words, { affected, symptoms }: IncidentBody): string {
  const [parts = '', kinds = ''] = [affected, symptoms].map((shares) =>
    listed(
      t,
      shares.map(({ name }) => name),
    ),
  );
  const told = [
    ...(parts === '' ? [] : [t.clocks.componentsNamed(parts)]),
    ...(kinds === '' ? [] : [t.clocks.symptomsNamed(kinds)]),
  ];
  return told.join(' ') || t.clocks.nothingNamed;
}

function listed({ clocks }: Words, names: readonly string[]): string {
  const shown = names.slice(0, NAMES_MAX).join(', ');
  return names.length > NAMES_MAX ? clocks.andMore(shown, names.length - NAMES_MAX) : shown;
}
