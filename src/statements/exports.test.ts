/**
 * Laws of exports: an object that changes keeps its id and says when it changed, relations go with the statements, likelihood and
 * confidence stand in two sentences, and MISP objects have no more than their published templates know.
 */
import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { statementsCsv } from './export-csv.ts';
import { mispEvent } from './export-misp.ts';
import { stixBundle } from './export-stix.ts';
import type { ToldIncident, ToldStatement } from './told.ts';

const uuidOf = (name: string): string => {
  const hex = hash('sha1', name, 'hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};
const incident: ToldIncident = {
  id: 'shop-1',
  service: 'Shop',
  home: 'https://shop.example/',
  start: '2026-03-10T10:00:00Z',
  end: '2026-03-10T12:00:00Z',
  provenance: 'measured',
  observatory: 'Tests',
  base: 'https://watch.example',
};
const said = (over: Partial<ToldStatement>): ToldStatement => ({
  id: 'one',
  version: 1,
  quote: 'over 60,000 users',
  paraphrase: false,
  speaker: 'A paper',
  role: null,
  url: 'https://paper.example/1',
  digest: null,
  saidAt: null,
  recordedAt: '2026-03-10T13:00:00.000Z',
  firstRecordedAt: '2026-03-10T13:00:00.000Z',
  countedUntil: '2026-03-11T00:00:00Z',
  territory: [],
  relations: [],
  judgement: null,
  kind: 'count',
  says: 'over 60,000 people',
  mode: 'asserted',
  verdict: 'supported',
  why: 'Because.',
  admiralty: { reliability: 'F', credibility: 6 },
  offered: null,
  confirmedBy: null,
  tlp: 'CLEAR',
  withdrawn: false,
  ...over,
});
interface Sdo {
  type: string;
  id: string;
  created: string;
  modified: string;
  [more: string]: unknown;
}
const stix = (...statements: ToldStatement[]): Sdo[] =>
  (stixBundle(incident, statements, uuidOf) as { objects: Sdo[] }).objects;
const ofType = (objects: readonly Sdo[], type: string): Sdo => objects.find((one) => one.type === type)!;

test('a correction is the same object, changed later; a withdrawn one is revoked', () => {
  const first = ofType(stix(said({})), 'note');
  const corrected = ofType(
    stix(said({ version: 2, quote: 'over 50,000', recordedAt: '2026-03-12T09:00:00.000Z' })),
    'note',
  );
  expect([corrected.id, corrected.created]).toEqual([first.id, first.created]);
  expect(corrected.modified > first.modified).toBe(true);
  expect(ofType(stix(said({ withdrawn: true })), 'note').revoked).toBe(true);
  expect(first.revoked).toBeUndefined();
});

test('a verdict that changes is the same opinion, as of what was counted; never changed before it was made', () => {
  const then = ofType(stix(said({})), 'opinion');
  const now = ofType(stix(said({ verdict: 'contradicted', countedUntil: '2026-03-12T00:00:00Z' })), 'opinion');
  expect(now.id).toBe(then.id);
  expect([then.opinion, now.opinion]).toEqual(['agree', 'disagree']);
  expect(now.modified > then.modified).toBe(true);
  for (const { created, modified } of stix(said({ countedUntil: '2026-03-10T10:30:00Z' })).filter(
    (one) => one.created,
  )) {
    expect(modified === undefined || modified >= created).toBe(true);
  }
});

test('relations go with the statements that they are between, and with no other', () => {
  const related = said({
    id: 'two',
    relations: [
      { kind: 'contradicts', to: 'one' },
      { kind: 'cites', to: 'elsewhere' },
    ],
  });
  const objects = stix(said({}), related);
  const notes = objects.filter(({ type }) => type === 'note');
  expect(objects.filter(({ type }) => type === 'relationship')).toMatchObject([
    { relationship_type: 'contradicts', source_ref: notes[1]!.id, target_ref: notes[0]!.id },
  ]);
  expect(statementsCsv([related])).toContain('contradicts one; cites elsewhere');
});

test('how likely and how sure never share a sentence', () => {
  const judged = said({ judgement: { likelihood: 'very likely', confidence: 'low' } });
  const sentences = String(ofType(stix(judged), 'note').content).split(/(?<=\.) /);
  expect(sentences.filter((one) => one.includes('very likely') || one.includes('confidence')).length).toBe(2);
  const [head, row] = statementsCsv([judged]).split('\r\n');
  const at = (name: string) => row!.split(',')[head!.split(',').indexOf(name)];
  // A quotation mark keeps the comma of the quote from being a column.
  expect(at('quote')).toBe('"over 60');
  expect(row).toContain(',very likely,low,');
});

/** What MISP's published templates know, and which of it they want. */
const TEMPLATES: Readonly<Record<string, { knows: string[]; oneOf: string[]; category: string }>> = {
  incident: { knows: ['name', 'description', 'detection_method'], oneOf: ['name'], category: 'misc' },
  ddos: {
    knows: ['first-seen', 'last-seen', 'text', 'domain-dst'],
    oneOf: ['ip-dst', 'ip-src', 'domain-dst'],
    category: 'network',
  },
  'ddos-claim': {
    knows: ['target', 'proof', 'reference', 'claim-validity'],
    oneOf: ['target', 'proof', 'reference'],
    category: 'network',
  },
  report: { knows: ['summary', 'type', 'link'], oneOf: ['title', 'summary', 'link'], category: 'misc' },
};

test.each([incident.home, null])('MISP objects fit their templates, with home %s', (home) => {
  const statements = [
    said({}),
    said({ id: 'cause', kind: 'cause', says: 'it was: DDoS attack' }),
    said({ id: 'who', kind: 'responsibility', offered: 'screenshots' }),
  ];
  const { Event } = mispEvent({ ...incident, home }, statements, uuidOf) as {
    Event: {
      Object: {
        name: string;
        'meta-category': string;
        template_uuid: string;
        Attribute: { object_relation: string }[];
      }[];
    };
  };
  // Without a target's domain there is nothing that a ddos object could be about.
  expect(new Set(Event.Object.map(({ name }) => name))).toEqual(
    new Set(['incident', ...(home === null ? [] : ['ddos']), 'ddos-claim', 'report']),
  );
  for (const { name, Attribute, template_uuid, 'meta-category': category } of Event.Object) {
    const relations = Attribute.map((one) => one.object_relation);
    const template = TEMPLATES[name]!;
    expect(
      relations.filter((one) => !template.knows.includes(one)),
      name,
    ).toEqual([]);
    expect(
      relations.some((one) => template.oneOf.includes(one)),
      name,
    ).toBe(true);
    expect([category, template_uuid.length]).toEqual([template.category, 36]);
  }
});
