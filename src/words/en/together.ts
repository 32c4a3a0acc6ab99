/** Services that fail together. */
import { type Rich, say } from '../tongue.ts';

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const together = {
  oneEventSince: <T>(at: T): Rich<T> => say`One event since ${at}`,
  howSure: 'How sure that is, and why',
  services: 'Services of this event',
  service: 'Service',
  belongs: 'How it belongs',
  basis: 'From the counts, and from what each is known to depend on.',
  how: 'How',
  sure: { veryLikely: 'very likely', likely: 'likely', possibly: 'possibly' },
  root: 'The most reports beyond the usual',
  member: (sure: string, shared: string, weight: string): string =>
    `Fails ${sure} for the same reason: it shares ${shared} (${weight} of the weight)`,
  victim: (sure: string, of: string, share: string, weight: string): string =>
    `Is ${sure} blamed for ${of}, at ${share} of the largest excess (${weight} of the weight)`,
  separate: (sure: string, weight: string): string =>
    `Fails ${sure} at the same time by chance (${weight} of the weight)`,
  unclear: 'No explanation has half of the weight',
  blamed: (names: string): string => `${names} may only be blamed for another.`,
  alone: (root: string): string => `${root} fails, and others are reported at the same time.`,
  sharing: (names: string, shared: string): string => `${names} fail together, and share ${shared}.`,
  besides: (root: string): string => `${root} fails besides.`,
  listed: (names: readonly string[]): string => listed([names].flat()),
  network: (name: string): string => `the network ${name}`,
  country: (name: string): string => `the country ${name}`,
  certificates: (issuer: string): string => `certificates of ${issuer}`,
};
