/** An incident's statements in the forms that others read: STIX, MISP, CSV, and ClaimReview for the page of one. */
import { hash } from 'node:crypto';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { isoMinute } from '../model/units.ts';
import { claimReview } from '../statements/export-claimreview.ts';
import { statementsCsv } from '../statements/export-csv.ts';
import { mispEvent } from '../statements/export-misp.ts';
import { stixBundle } from '../statements/export-stix.ts';
import type { ToldIncident, ToldStatement } from '../statements/told.ts';
import type { StatementRow } from './schema-statements.ts';

export const EXPORTS = {
  'stix.json': 'application/stix+json;version=2.1',
  'misp.json': 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const;
export type ExportName = keyof typeof EXPORTS;

export function exportText(name: ExportName, incident: ToldIncident, rows: readonly StatementRow[]): string {
  const told = rows.map(toldOf);
  switch (name) {
    case 'stix.json':
      return JSON.stringify(stixBundle(incident, told, uuidOf), null, 2);
    case 'misp.json':
      return JSON.stringify(mispEvent(incident, told, uuidOf), null, 2);
    case 'csv':
      return statementsCsv(told);
  }
}

export const reviewOf = (incident: ToldIncident, row: StatementRow): object => claimReview(incident, toldOf(row));

export function toldIncident(incident: Incident, service: Service, observatory: string, base: string): ToldIncident {
  return {
    id: incident.id,
    service: service.name,
    home: service.home ?? null,
    start: isoMinute(incident.start),
    end: incident.end === null ? null : isoMinute(incident.end),
    provenance: service.provenance.kind,
    observatory,
    base,
  };
}

function toldOf(row: StatementRow): ToldStatement {
  const { measure, source, verdict, admiralty, ...said } = row;
  return {
    ...said,
    url: source.url,
    digest: source.digest,
    kind: measure.kind,
    verdict: verdict.verdict,
    why: verdict.why,
    countedUntil: verdict.counted.until,
    admiralty: {
      reliability: admiralty.reliability,
      credibility: admiralty.credibility as ToldStatement['admiralty']['credibility'],
    },
  };
}

/** A UUID of version 5's form, from the name alone. */
function uuidOf(name: string): string {
  const bytes = Buffer.from(hash('sha1', `groundswell ${name}`, 'hex').slice(0, 32), 'hex');
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
