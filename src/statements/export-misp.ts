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

/** Published templates: their ids, and the versions that this writes for. */
const TEMPLATES = {
  incident: { uuid: '38597424-f9bb-4865-9b4b-819172df0334', version: '1', category: 'misc' },
  ddos: { uuid: 'e2f124d6-f57c-4f93-99e6-8450545fa05d', version: '10', category: 'network' },
  'ddos-claim': { uuid: '2722ac76-1f1f-43b7-bc68-ba5465ec5c04', version: '2', category: 'network' },
  report: { uuid: '70a68471-df22-4e3f-aa1a-5a3be19f82df', version: '8', category: 'misc' },
} as const;

export function mispEvent(incident: ToldIncident, statements: readonly ToldStatement[], uuidOf: UuidOf): object {
  const uuid = (name: string) => uuidOf(`${incident.base} misp ${name}`);
  const object = (name: keyof typeof TEMPLATES, key: string, attributes: readonly Attribute[]) => ({
    name,
    'meta-category': TEMPLATES[name].category,
    template_uuid: TEMPLATES[name].uuid,
    template_version: TEMPLATES[name].version,
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
      // The template of an incident has no link.
      Attribute: [
        {
          uuid: uuid('link'),
          type: 'link',
          category: 'External analysis',
          value: `${incident.base}/incidents/${incident.id}`,
          to_ids: false,
        },
      ],
      Object: [
        object('incident', incident.id, [
          text('name', incident.id),
          text(
            'description',
            `${incident.service}, from ${incident.start} to ${incident.end ?? 'now'}; figures: ${incident.provenance}`,
          ),
          text('detection_method', 'user-reporting'),
        ]),
        ...(attacks.length === 0 || incident.home === null ? [] : [object('ddos', incident.id, counted)]),
        ...claims.map((claim) =>
          object('ddos-claim', claim.id, [
            text('target', incident.service),
            ...(claim.offered === null ? [] : [text('proof', claim.offered)]),
            ...(claim.url === null ? [] : [link(claim.url)]),
            text('claim-validity', 'Unknown', `${claim.speaker}: ${claim.quote}`),
          ]),
        ),
        ...statements
          .filter(({ kind }) => kind !== 'responsibility')
          .map((one) =>
            object('report', one.id, [
              text('summary', `${one.speaker}: ${one.quote} (${one.verdict}: ${one.why})`),
              text('type', 'Report'),
              ...(one.url === null ? [] : [{ ...link(one.url), object_relation: 'link' }]),
            ]),
          ),
      ],
    },
  };
}
