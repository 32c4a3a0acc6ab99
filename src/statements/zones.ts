/**
 * Names of time zones as the press writes them, and the offsets from UTC that each may mean. A name in loose use ("ET")
 * has both of its offsets; which one held is decided by the day, where the day is known.
 */

interface Zone {
  /** Minutes ahead of UTC. */
  readonly offsets: readonly number[];
  /** The place whose clock decides between several offsets. */
  readonly place?: string;
}

const zone = (offset: number): Zone => ({ offsets: [60 * offset] });
const local = (place: string, ...hours: number[]): Zone => ({ offsets: hours.map((hour) => 60 * hour), place });

const ZONES: Readonly<Record<string, Zone>> = {
  UTC: zone(0),
  GMT: zone(0),
  Z: zone(0),
  ET: local('America/New_York', -5, -4),
  EST: zone(-5),
  EDT: zone(-4),
  CT: local('America/Chicago', -6, -5),
  CST: { offsets: [-360, 480] },
  CDT: zone(-5),
  MT: local('America/Denver', -7, -6),
  MST: zone(-7),
  MDT: zone(-6),
  PT: local('America/Los_Angeles', -8, -7),
  PST: zone(-8),
  PDT: zone(-7),
  BST: zone(1),
  WET: zone(0),
  WEST: zone(1),
  CET: zone(1),
  CEST: zone(2),
  EET: zone(2),
  EEST: zone(3),
  MSK: zone(3),
  TRT: zone(3),
  EAT: zone(3),
  WAT: zone(1),
  CAT: zone(2),
  SAST: zone(2),
  GST: zone(4),
  PKT: zone(5),
  /** India; Ireland and Israel write it too, so a pair of times may mean any of the three. */
  IST: { offsets: [330, 60, 120] },
  ICT: zone(7),
  WIB: zone(7),
  SGT: zone(8),
  HKT: zone(8),
  PHT: zone(8),
  AWST: zone(8),
  JST: zone(9),
  KST: zone(9),
  AEST: zone(10),
  AEDT: zone(11),
  NZST: zone(12),
  NZDT: zone(13),
  BRT: zone(-3),
  ART: zone(-3),
};

/** Abbreviations of zones, longest first, for a pattern of times. */
export const ZONE_LETTERS = `(?:${Object.keys(ZONES)
  .filter((name) => name !== 'Z')
  .toSorted((a, b) => b.length - a.length)
  .join('|')}|Z(?![\\w])|(?:UTC|GMT)[+-]\\d{1,2})`;

/**
 * The name under which a zone is kept, from the words that were written.
 * @param spoken zones in words, and places whose clocks are named, in a language
 */
export function zoneNamed(words: string, spoken: readonly (readonly [RegExp, string])[]): string {
  const upper = words.toUpperCase().replace(/^GMT(?=[+-])/, 'UTC');
  if (Object.hasOwn(ZONES, upper)) return upper === 'Z' ? 'UTC' : upper;
  if (/^UTC[+-]\d/.test(upper)) return upper;
  return spoken.find(([pattern]) => pattern.test(words))?.[1] ?? 'local time';
}

/** Offsets that a zone may mean, in minutes ahead of UTC; one where the day is known. None for an unknown zone. */
export function offsetsOf(name: string, day?: number): readonly number[] {
  const fixed = /^UTC([+-]\d{1,2})$/.exec(name);
  if (fixed !== null) return [60 * Number(fixed[1])];
  const known = Object.hasOwn(ZONES, name) ? ZONES[name]! : undefined;
  const place = known?.place ?? (name.includes('/') ? name : undefined);
  if (place !== undefined && day !== undefined) return [offsetAt(place, day)];
  if (known !== undefined) return known.offsets;
  if (name === 'Europe/London') return [0, 60];
  return name === 'Europe/Berlin' ? [60, 120] : [];
}

/** What the clocks of a place show at noon UTC of a day. */
function offsetAt(place: string, day: number): number {
  const noon = day + 12 * 3_600_000;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: place,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour, minute] = format.format(noon).split(':').map(Number);
  return 60 * hour! + minute! - 720;
}

/** Two zones that people write for each other in summer: "EST" where clocks show EDT. */
export const LOOSE: Readonly<Record<string, string>> = {
  EST: 'ET',
  CST: 'CT',
  MST: 'MT',
  PST: 'PT',
  CET: 'Europe/Berlin',
  GMT: 'Europe/London',
};
