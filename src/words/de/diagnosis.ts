/** Welche Art von Störung es war: Überschriften und Bezeichnungen um die Diagnose herum. */
import type * as en from '../en/diagnosis.ts';
import { german } from './tongue.ts';

const { number } = german;

export const diagnosis: typeof en.diagnosis = {
  sources: { traffic: 'im Verkehr', checks: 'in Prüfungen', reports: 'in Meldungen', claims: 'in Aussagen' },
  missing: {
    traffic: 'Kein Zugriffsprotokoll: weder wie viele Anfragen es gab, noch von wem, noch woran sie scheiterten',
    checks: 'Keine Prüfungen von außen: ob Namen, Verbindungen und Zertifikate in Ordnung waren',
    reports: 'Keine Meldungen von Menschen',
    claims: 'Niemand sah nach, was der Dienst und seine Anbieter von sich selbst sagen',
  },
  noEvidence: 'Es wurden keine Belege aufbewahrt, die eine Art von Störung von einer anderen unterscheiden.',
  wasItAttack: 'War es ein Angriff?',
  mayHaveBeen: 'Was es gewesen sein kann',
  hypotheses: 'Hypothesen',
  kind: 'Art der Störung',
  likelihood: 'Einschätzung',
  // Weiche Trennstellen: die Spalte ist auf einem Telefon schmaler als das Wort.
  probability: 'Wahr\u00ADschein\u00ADlich\u00ADkeit',
  confidence: 'Vertrauen',
  scale: (scale) =>
    `Einschätzungen in den Worten von ${scale}. Das Vertrauen ist etwas anderes: wie viel von dem, was zählt, gesehen wurde, und wie deutlich. All das ist aus Beobachtetem geschlossen; niemand wird genannt.`,
  for: 'Spricht dafür',
  against: 'Spricht dagegen',
  nothingSeen: 'Nichts, was gesehen wurde.',
  likelihoodIs: (likelihood, probability, confidence) => `${likelihood} (${probability}). Vertrauen: ${confidence}`,
  claimed: '(behauptet)',
  seenIn: (because, source) => `– ${because}; gesehen ${source}`,
  unseen: 'Was nicht zu sehen war',
  nothingUnseen: 'Nichts, worauf es ankäme.',
  changes: 'Was unsere Antwort ändern würde',
  noChange: 'Kein einzelner Befund würde das.',
  requests: 'Anfragen je Minute',
  failed: 'Gescheitert',
  clients: 'Absender je Minute',
  usualUnknown: 'das Übliche ist nicht bekannt',
  usually: (figure) => `üblich ${figure}`,
  fromLogs: (during) => `Aus Zugriffsprotokollen: ${number(during)} gezählte Minuten der Störung.`,
  fromLogsBeside: (during, before) =>
    `Aus Zugriffsprotokollen: ${number(during)} gezählte Minuten der Störung, neben den ${number(before)} davor.`,
};
