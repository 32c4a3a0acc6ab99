/** Statements as CSV (RFC 4180). A cell that a spreadsheet would take for a formula is kept from being one. */
import type { ToldStatement } from './told.ts';

const COLUMNS: readonly (readonly [string, (one: ToldStatement) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['version', ({ version }) => version],
  ['quote', ({ quote }) => quote],
  ['verbatim', ({ paraphrase }) => (paraphrase ? 'no' : 'yes')],
  ['speaker', ({ speaker }) => speaker],
  ['role', ({ role }) => role],
  ['said_at', ({ saidAt }) => saidAt],
  ['url', ({ url }) => url],
  ['sha256', ({ digest }) => digest],
  ['kind', ({ kind }) => kind],
  ['says', ({ says }) => says],
  ['mode', ({ mode }) => mode],
  ['countries', ({ territory }) => territory.join(' ')],
  ['relations', ({ relations }) => relations.map(({ kind, to }) => `${kind} ${to}`).join('; ')],
  ['verdict', ({ verdict }) => verdict],
  ['why', ({ why }) => why],
  ['admiralty', ({ admiralty }) => `${admiralty.reliability}${admiralty.credibility}`],
  ['likelihood_icd203', ({ judgement }) => judgement?.likelihood ?? null],
  ['analyst_confidence', ({ judgement }) => judgement?.confidence ?? null],
  ['evidence_offered', ({ offered }) => offered],
  ['confirmed_by', ({ confirmedBy }) => confirmedBy],
  ['tlp', ({ tlp }) => `TLP:${tlp}`],
  ['withdrawn', ({ withdrawn }) => (withdrawn ? 'yes' : 'no')],
  ['recorded_at', ({ recordedAt }) => recordedAt],
  ['counted_until', ({ countedUntil }) => countedUntil],
];

export function statementsCsv(statements: readonly ToldStatement[]): string {
  const rows = [COLUMNS.map(([name]) => name), ...statements.map((one) => COLUMNS.map(([, value]) => value(one)))];
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
