/**
 * STIX 2.1: the incident, a note for each statement, and an opinion that is the verdict on it. Law: whoever is claimed to
 * have done something appears in the words of a note only; no threat actor and no attribution is ever made of it.
 */
import { opinionOf, stixConfidence } from './scales.ts';
import type { ToldIncident, ToldStatement } from './told.ts';

/** Makes the same UUID of the same name. */
export type UuidOf = (name: string) => string;

/** TLP 2.0's markings for STIX, by their published ids. */
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const TLP_IDS: Readonly<Record<ToldStatement['tlp'], string>> = {
  CLEAR: '94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: '55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': '939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'e828b379-4e03-4974-9ac4-e53a884c97c1',
};

export function stixBundle(incident: ToldIncident, statements: readonly ToldStatement[], uuidOf: UuidOf): object {
  const made = (type: string, name: string) => `${type}--${uuidOf(`${incident.base} ${name}`)}`;
  const us = made('identity', incident.observatory);
  const about = made('incident', incident.id);
  const common = (created: string, modified: string, tlp?: ToldStatement['tlp']) => ({
    spec_version: '2.1',
    created: millis(created),
    modified: millis(modified),
    ...(tlp === undefined ? {} : { created_by_ref: us, object_marking_refs: [`marking-definition--${TLP_IDS[tlp]}`] }),
  });
  // An object that changes keeps its id, and says when it changed.
  const asOf = latest([incident.end ?? incident.start, ...statements.map(({ countedUntil }) => countedUntil)]);
  const markings = [...new Set(statements.map(({ tlp }) => tlp))].map(markingOf);
  const subject = {
    type: 'incident',
    id: about,
    ...common(incident.start, asOf),
    created_by_ref: us,
    name: `${incident.service}: incident ${incident.id}`,
    description: `Observed from ${incident.start} to ${incident.end ?? 'now (still running)'}. Figures: ${incident.provenance}.`,
    external_references: [{ source_name: incident.observatory, url: `${incident.base}/incidents/${incident.id}` }],
  };
  const identity = {
    type: 'identity',
    id: us,
    ...common(incident.start, incident.start),
    name: incident.observatory,
    identity_class: 'system',
  };
  const noteOf = (id: string) => made('note', id);
  const said = statements.flatMap((one) => {
    const note = noteOf(one.id);
    const changed = latest([one.recordedAt, one.countedUntil]);
    const gone = one.withdrawn ? { revoked: true } : {};
    const confidence = stixConfidence(one.admiralty.credibility);
    return [
      {
        type: 'note',
        id: note,
        ...common(one.firstRecordedAt, one.recordedAt, one.tlp),
        ...gone,
        abstract: `Claimed by ${one.speaker}${one.withdrawn ? ' (withdrawn)' : ''}: ${one.says}`,
        content: contentOf(one),
        authors: [one.speaker],
        object_refs: [about],
        ...(confidence === undefined ? {} : { confidence }),
        ...(one.url === null
          ? {}
          : {
              external_references: [
                {
                  source_name: one.speaker,
                  url: one.url,
                  ...(one.digest === null ? {} : { hashes: { 'SHA-256': one.digest } }),
                },
              ],
            }),
      },
      {
        type: 'opinion',
        id: made('opinion', one.id),
        ...common(one.firstRecordedAt, changed, one.tlp),
        ...gone,
        opinion: opinionOf(one.verdict),
        explanation: `${one.verdict}: ${one.why}`,
        authors: [incident.observatory],
        object_refs: [note],
      },
      ...one.relations
        .filter(({ to }) => statements.some(({ id }) => id === to))
        .map(({ kind, to }) => ({
          type: 'relationship',
          id: made('relationship', `${one.id} ${kind} ${to}`),
          ...common(one.firstRecordedAt, one.recordedAt, one.tlp),
          ...gone,
          relationship_type: kind,
          source_ref: note,
          target_ref: noteOf(to),
        })),
    ];
  });
  return {
    type: 'bundle',
    id: `bundle--${uuidOf(`${incident.base} bundle ${incident.id}`)}`,
    objects: [...markings, identity, subject, ...said],
  };
}

/** How likely and how sure are two sentences. */
function contentOf({ quote, paraphrase, mode, admiralty, judgement, offered, confirmedBy }: ToldStatement): string {
  const words = paraphrase ? `In substance: ${quote}` : `“${quote}”`;
  const evidence = offered === null ? 'No evidence was offered.' : `Evidence offered: ${offered}.`;
  const independent = confirmedBy === null ? 'Not independently confirmed.' : `Confirmed by ${confirmedBy}.`;
  return [
    `${words} (${mode}).`,
    `Admiralty ${admiralty.reliability}${admiralty.credibility}.`,
    evidence,
    independent,
    ...(judgement?.likelihood == null ? [] : [`An analyst’s judgement by ICD 203: ${judgement.likelihood}.`]),
    ...(judgement?.confidence == null ? [] : [`The analyst’s confidence: ${judgement.confidence}.`]),
  ].join(' ');
}

function markingOf(tlp: ToldStatement['tlp']): object {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${TLP_IDS[tlp]}`,
    created: '2022-10-01T00:00:00.000Z',
    name: `TLP:${tlp}`,
    extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp.toLowerCase() } },
  };
}

const latest = (moments: readonly string[]): string =>
  moments.reduce((last, one) => (Date.parse(one) > Date.parse(last) ? one : last));

/** STIX wants fractions of a second. */
const millis = (iso: string): string => new Date(Date.parse(iso)).toISOString();
