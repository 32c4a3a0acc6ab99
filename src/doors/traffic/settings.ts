/** Where a service's traffic comes from, as services.yaml says it: log files, syslog, Cloudflare Logpush. */
import { z } from 'zod';
import { LISTS, type List } from '../../model/traffic-minute.ts';
import { formatNamed } from '../../traffic/formats/index.ts';
import { syslogAddress } from './syslog.ts';

/** Lists that can be shown by name; places are always. */
const SHOWABLE = LISTS.filter((list) => list !== 'countries' && list !== 'networks') as [List, ...List[]];
const SOURCES_MAX = 16;

const Format = z.string().superRefine((text, context) => {
  const named = formatNamed(text);
  if ('error' in named) context.addIssue({ code: 'custom', message: named.error });
});

const READING = {
  format: Format.optional(),
  forwarded: z.enum(['no', 'first', 'last']).default('no'),
  zoneMinutes: z.number().int().min(-900).max(900).default(0),
  show: z.array(z.enum(SHOWABLE)).max(SHOWABLE.length).default([]),
};

const Path = z.string().min(1).max(1_024);
const FilesSetting = z.strictObject({
  files: z.union([Path.transform((path) => [path]), z.array(Path).min(1).max(SOURCES_MAX)]),
  from: z.enum(['end', 'start']).default('end'),
  ...READING,
});
const SyslogSetting = z.strictObject({
  syslog: z
    .string()
    .refine(
      (text) => syslogAddress(text) !== undefined,
      'udp:// or tcp://, an address and a port: udp://127.0.0.1:5514',
    ),
  ...READING,
});
const LogpushSetting = z.strictObject({ logpush: z.literal(true), show: READING.show });

export const TrafficSetting = z.array(z.union([FilesSetting, SyslogSetting, LogpushSetting])).max(SOURCES_MAX);

export type TrafficSource = z.infer<typeof TrafficSetting>[number];

/** A service, and where its traffic comes from. */
export interface ServiceTraffic {
  readonly service: string;
  readonly sources: readonly TrafficSource[];
}

/** Addresses that two sources would listen on; by the place of the second. */
export function takenAddresses(all: readonly ServiceTraffic[]): { service: number; source: number; address: string }[] {
  const seen = new Set<string>();
  return all.flatMap(({ sources }, service) =>
    sources.flatMap((source, index) => {
      if (!('syslog' in source)) return [];
      const address = source.syslog.toLowerCase();
      return seen.size === seen.add(address).size ? [{ service, source: index, address }] : [];
    }),
  );
}
