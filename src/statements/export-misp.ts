/**
 * A MISP event: the incident, what was counted of it as `ddos` only where somebody claims that it was one, and a
 * `ddos-claim` for each claim of responsibility, with the validity that MISP has for what nobody confirmed: Unknown.
 */
import type { UuidOf } from './export-stix.ts';
import { strictest, type ToldIncident, type ToldStatement } from './told.ts';

interface Attribute {
  readonly object_relation: string;
  readonly type: string;
  readonly category: string;
  readonly value: string;
  readonly comment?: string;
}

export function mispEvent(incident: ToldIncident, statements: readonly ToldStatement[], uuidOf: UuidOf): object {
  const uuid = (name: string) => uuidOf(`${incident.base} misp ${name}`);
  const object = (name: string, key: string, meta: string, attributes: readonly Attribute[]) => ({
    name,
    'meta-category': meta,
    uuid: uuid(`${name} ${key}`),
    comment: 'Made by Groundswell; claims are recorded as claimed',
    Attribute: attributes.map((attribute, i) => ({ ...attribute, uuid: uuid(`${name} ${key} ${i}`), to_ids: false })),
  });
  const text = (relation: string, value: string, comment?: string): Attribute => ({
    object_relation: relation,
    type: 'text',
    category: 'Other',
    value,
    ...(comment === undefined ? {} : { comment }),
  });
  const link = (value: string): Attribute => ({
    object_relation: 'reference',
    type: 'link',
    category: 'External analysis',
    value,
  });
  const time = (relation: string, value: string): Attribute => ({
    object_relation: relation,
    type: 'datetime',
    category: 'Other',
    value,
  });
  const claims = statements.filter(({ kind }) => kind === 'responsibility');
  const attacks = statements.filter(({ kind, says }) => kind === 'cause' && /attack|ddos|denial/i.test(says));
  const counted = [
    time('first-seen', incident.start),
    ...(incident.end === null ? [] : [time('last-seen', incident.end)]),
    text('text', attacks.map(({ speaker, quote }) => `${speaker}: ${quote}`).join('\n')),
    ...(incident.home === null
      ? []
      : [
          {
            object_relation: 'domain-dst',
            type: 'domain',
            category: 'Network activity',
            value: new URL(incident.home).hostname,
          },
        ]),
  ];
  return {
    Event: {
      uuid: uuid(incident.id),
      info: `${incident.service}: incident ${incident.id} and what is said about it`,
      date: incident.start.slice(0, 10),
      analysis: incident.end === null ? '1' : '2',
      threat_level_id: '4',
      published: false,
      Tag: [{ name: `tlp:${strictest(statements).toLowerCase()}` }],
      Object: [
        object('incident', incident.id, 'misc', [
          text('name', incident.id),
          text(
            'description',
            `${incident.service}, from ${incident.start} to ${incident.end ?? 'now'}; figures: ${incident.provenance}`,
          ),
          text('detection_method', 'user-reporting'),
          { ...link(`${incident.base}/incidents/${incident.id}`), object_relation: 'reference' },
        ]),
        ...(attacks.length === 0 ? [] : [object('ddos', incident.id, 'network', counted)]),
        ...claims.map((claim) =>
          object('ddos-claim', claim.id, 'misc', [
            text('target', incident.service),
            ...(claim.offered === null ? [] : [text('proof', claim.offered)]),
            ...(claim.url === null ? [] : [link(claim.url)]),
            text('claim-validity', 'Unknown', `${claim.speaker}: ${claim.quote}`),
          ]),
        ),
        ...statements
          .filter(({ kind }) => kind !== 'responsibility')
          .map((one) =>
            object('report', `${one.id}`, 'misc', [
              text('summary', `${one.speaker}: ${one.quote} (${one.verdict}: ${one.why})`),
              text('type', 'Report'),
              ...(one.url === null ? [] : [{ ...link(one.url), object_relation: 'link' }]),
            ]),
          ),
      ],
    },
  };
}
