/**
 * services.yaml: which services are watched, the false-alarm budget, address databases, limits. What is wrong with it
 * is told with line and column; nothing of a wrong file is used.
 */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Budget, DEFAULT_BUDGET } from '../model/budget.ts';
import { ID_PATTERN, LIVE, type Service } from '../model/service.ts';
import { type Alerting, AlertsSetting, type Subscribing, SubscriptionsSetting } from './alert/settings.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { ModelSetting } from './model/settings.ts';
import { ProbesSetting, type Probing, ProbingSetting, type ServiceProbes } from './probe/settings.ts';
import { type Retention, RetentionSetting } from './retention.ts';
import { type ServiceStatuses, StatusSetting } from './status/settings.ts';
import { type ServiceTraffic, TrafficSetting, takenAddresses } from './traffic/settings.ts';

/** More services than any observatory on record watches (33,000). */
const SERVICES_MAX = 100_000;

const Id = z.string().regex(ID_PATTERN, 'lower-case letters, digits and hyphens, at most 64');
const Name = z.string().trim().min(1).max(100);
const HttpUrl = z.url({ protocol: /^https?$/, error: 'a URL that starts with http:// or https://' });

const ComponentSetting = z.union([Id.transform((id) => ({ id, name: id })), z.strictObject({ id: Id, name: Name })], {
  error: 'an id (lower-case letters, digits and hyphens), or {id, name}',
});

const ServiceSetting = z.strictObject({
  id: Id,
  name: Name.optional(),
  category: Name.default('Other'),
  home: HttpUrl.optional(),
  components: z.array(ComponentSetting).max(64).default([]),
  providers: z.array(Name).max(64).default([]),
  traffic: TrafficSetting.default([]),
  probes: ProbesSetting.default([]),
  status: StatusSetting.optional(),
});

const RateSetting = z.strictObject({ burst: z.number().positive(), perSecond: z.number().positive() });

const Settings = z
  .strictObject({
    name: Name.default('Groundswell'),
    url: HttpUrl.transform((url) => url.replace(/\/$/, ''))
      .optional()
      .describe('Where readers reach this observatory; links in feeds and messages lead there'),
    access: z.enum(['public', 'private']).default('public').describe('Who may read: everybody, or whoever has a token'),
    budget: z
      .strictObject({
        possiblePerMonth: z.number().positive().max(100).default(DEFAULT_BUDGET.possiblePerMonth),
        confirmedPerYear: z.number().positive().max(1_000).default(DEFAULT_BUDGET.confirmedPerYear),
        per: z.enum(['service', 'observatory']).default('service'),
      })
      .refine((budget) => budget.confirmedPerYear <= 12 * budget.possiblePerMonth, {
        message: 'confirmed alarms may not be more frequent than possible ones',
      })
      .default({ ...DEFAULT_BUDGET, per: 'service' }),
    databases: z.array(z.string()).max(8).default([]).describe('MMDB files, by path'),
    trustedProxies: z
      .array(z.string())
      .max(64)
      .default([])
      .describe('Addresses or CIDR ranges whose X-Forwarded-For is believed'),
    limits: z
      .strictObject({
        perSource: RateSetting.default(DEFAULT_LIMITS.perSource),
        total: RateSetting.default(DEFAULT_LIMITS.total),
      })
      .default(DEFAULT_LIMITS),
    probing: ProbingSetting.prefault({}),
    retention: RetentionSetting.default({}).describe('Days that signals are kept, by kind; for ever without it'),
    alerts: AlertsSetting.prefault({}),
    subscriptions: SubscriptionsSetting.prefault({}),
    model: ModelSetting.optional().describe('A language model that analysts may ask; none without it'),
    services: z.array(ServiceSetting).max(SERVICES_MAX),
  })
  .refine(
    ({ url, subscriptions }) => url !== undefined || !(subscriptions.webhooks || subscriptions.mail !== undefined),
    {
      path: ['subscriptions'],
      message: "what readers subscribe to leads back here: say the observatory's url too",
    },
  );

export interface Config {
  readonly name: string;
  /** Where readers reach this observatory, without a slash behind it. */
  readonly url?: string | undefined;
  /** Reading needs a token too. */
  readonly isPrivate: boolean;
  readonly budget: Budget;
  readonly databases: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly limits: Limits;
  readonly alerts: Alerting;
  /** What readers may subscribe to. */
  readonly subscriptions: Subscribing;
  readonly model?: ModelSetting | undefined;
  readonly retention: Retention;
  readonly services: readonly Service[];
  /** Of the services that have sources of traffic. */
  readonly traffic: readonly ServiceTraffic[];
  readonly probing: Probing;
  /** Of the services that are probed. */
  readonly probes: readonly ServiceProbes[];
  /** Of the services of which a vendor's page speaks. */
  readonly statuses: readonly ServiceStatuses[];
}

/** Every complaint about the file, each as `FILE:LINE:COLUMN: what is wrong`. */
export class BadConfigError extends Error {
  override name = 'BadConfigError';
  readonly complaints: readonly string[];
  constructor(complaints: readonly string[]) {
    super(complaints.join('\n'));
    this.complaints = complaints;
  }
}

export function readConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new BadConfigError(document.errors.map((error) => `${place(error.pos[0])}: ${error.message}`));
  }
  const parsed = Settings.safeParse(plainValue(document, place));
  if (!parsed.success) {
    throw new BadConfigError(
      parsed.error.issues.flatMap(pointTo).map(({ path, message }) => {
        return `${place(offsetOf(document, path))}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`;
      }),
    );
  }
  const { services, access, ...settings } = parsed.data;
  const traffic = services.map(({ id, traffic: sources }) => ({ service: id, sources }));
  const twice = [...twoAlike(services), ...twoListening(traffic)];
  if (twice.length > 0) {
    throw new BadConfigError(twice.map(({ path, message }) => `${place(offsetOf(document, path))}: ${message}`));
  }
  return {
    ...settings,
    isPrivate: access === 'private',
    services: services.map(serviceOf),
    traffic: traffic.filter(({ sources }) => sources.length > 0),
    statuses: services.flatMap(({ id, status = [] }) => (status.length === 0 ? [] : [{ service: id, pages: status }])),
    probes: services.flatMap(({ id, probes }) => (probes.length === 0 ? [] : [{ service: id, probes }])),
  };
}

function twoAlike(services: z.infer<typeof Settings>['services']): Complaint[] {
  return [
    ...repeated(services).map((index) => ({
      path: ['services', index, 'id'],
      message: `two services have the id "${services[index]!.id}"`,
    })),
    ...services.flatMap(({ components }, service) =>
      repeated(components).map((index) => ({
        path: ['services', service, 'components', index],
        message: `two components have the id "${components[index]!.id}"`,
      })),
    ),
  ];
}

const twoListening = (traffic: readonly ServiceTraffic[]): Complaint[] =>
  takenAddresses(traffic).map(({ service, source, address }) => ({
    path: ['services', service, 'traffic', source, 'syslog'],
    message: `two sources listen on ${address}`,
  }));

/** The document as plain data. What only shows here (an alias of nothing, aliases that grow without end) is a complaint too. */
function plainValue(document: Document, place: (offset: number) => string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (cause) {
    throw new BadConfigError([`${place(0)}: ${(cause as Error).message}`]);
  }
}

/** Positions of what has an id that stood before. */
function repeated(items: readonly { id: string }[]): number[] {
  const seen = new Set<string>();
  return [...items.keys()].filter((index) => seen.size === seen.add(items[index]!.id).size);
}

interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Unknown keys are complained about where each stands, not at the object around them. */
function pointTo(issue: z.core.$ZodIssue): Complaint[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such setting' }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: issue.path, message: missing ? 'is missing' : issue.message }];
}

/** Where a setting's name stands in the text, or an item of a list; else the nearest thing around it that does. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const around = document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && key.value === path[length - 1]) : null;
    const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function serviceOf({ traffic: _, probes: __, status: ___, ...setting }: z.infer<typeof ServiceSetting>): Service {
  return {
    ...setting,
    name: setting.name ?? setting.id,
    timeline: LIVE,
    stepMinutes: 1,
    provenance: { kind: 'measured', sources: [] },
  };
}
