/**
 * Where a probe may go. Addresses that nobody has on the internet (private, loopback, link-local, metadata) are refused after the name was
 * resolved, and again on every redirect, unless the operator allows the name, the address or its network by name.
 */
import { BlockList, isIP } from 'node:net';
import { wordsOf } from '../places/address.ts';
import { ADDRESS, carriedIpv4, kindOf6, NOT_PUBLIC_RANGES_4 } from '../places/special.ts';

/** Public addresses that lead to a cloud's own machinery: Azure's wire server. */
const MACHINERY = new Set(['168.63.129.16']);

export interface Reach {
  /** Why this address of that host may not be probed; undefined where it may. */
  refusal(host: string, address: string): string | undefined;
}

/** @param allowed host names, addresses and CIDR ranges that may be probed although they are not public */
export function reachOf(allowed: readonly string[] = []): Reach {
  const ranges = new BlockList();
  const names = new Set<string>();
  for (const entry of allowed) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    if (family === 0) names.add(entry.toLowerCase());
    else ranges.addSubnet(address, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), familyOf(family));
  }
  return {
    refusal(host, address) {
      if (isPublic(address) || names.has(host.toLowerCase())) return undefined;
      if (ranges.check(address, familyOf(isIP(address)))) return undefined;
      return `${address} is not a public address`;
    },
  };
}

/** Whether an entry of the list of what is allowed is one. */
export function isAllowable(entry: string): boolean {
  const [address = '', bits, more] = entry.split('/');
  if (more !== undefined) return false;
  const family = isIP(address);
  if (family === 0) return bits === undefined && /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9])?$/i.test(entry);
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const familyOf = (family: number): 'ipv4' | 'ipv6' => (family === 6 ? 'ipv6' : 'ipv4');

export function isPublic(address: string): boolean {
  if (MACHINERY.has(address)) return false;
  // A zone names a link of this machine.
  if (address.includes('%')) return false;
  const words = wordsOf(address);
  if (words === undefined) return false;
  if (words.length === 1) return isPublic4(words[0]!);
  const [a, b, c, d] = words as [number, number, number, number];
  const kind = kindOf6(a, b, c);
  if (kind !== ADDRESS.carriesIpv4) return kind === ADDRESS.public;
  const carried = carriedIpv4(a, b, d);
  return isPublic4(carried) && !MACHINERY.has(dotted(carried));
}

const isPublic4 = (address: number): boolean =>
  !NOT_PUBLIC_RANGES_4.some(([first, last]) => address >= first && address <= last);

const dotted = (address: number): string => [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
