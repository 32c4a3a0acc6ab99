/** Where a request comes from: the socket's address, or what a trusted proxy says stands behind it. */

import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { plainAddress } from '../doors/reporter.ts';

/** Thrown for a proxy setting that is neither an address nor a range. */
export class BadProxyError extends Error {
  override name = 'BadProxyError';
}

/** How far a list of forwarded addresses is followed. */
const HOPS_MAX = 16;

export type AddressOf = (c: Context) => string;

export function addressReader(trustedProxies: readonly string[]): AddressOf {
  const isTrusted = rangesOf(trustedProxies);
  return (c) => {
    const { incoming } = c.env as HttpBindings;
    const peer = plainAddress(incoming.socket.remoteAddress ?? '');
    if (!isTrusted(peer)) return peer;
    // From the right: each hop is believed only as far as the one that wrote it is trusted.
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').slice(-HOPS_MAX).reverse().map(hopAddress);
    let nearest = peer;
    for (const hop of hops) {
      if (isIP(hop) === 0) return nearest;
      nearest = hop;
      if (!isTrusted(hop)) return nearest;
    }
    return nearest;
  };
}

/** Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function hopAddress(text: string): string {
  const [, v6, v4] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text.trim()) ?? [];
  return plainAddress(v6 ?? v4 ?? text.trim());
}

/** Whether an address lies in any of these ranges. IPv4 is compared as a number: it is asked of every report. */
function rangesOf(proxies: readonly string[]): (address: string) => boolean {
  const v4: { start: number; size: number }[] = [];
  const v6 = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
    const prefix = bits === undefined ? width : Number(bits);
    if (width === 0 || bits === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > width) {
      throw new BadProxyError(`trustedProxies: "${proxy}" is not an address or a range such as 10.0.0.0/8`);
    }
    if (width === 128) v6.addSubnet(address, prefix, 'ipv6');
    else {
      const size = 2 ** (32 - prefix);
      v4.push({ start: Math.floor(numberOf(address) / size) * size, size });
    }
  }
  return (address) => {
    if (!isIPv4(address)) return isIPv6(address) && v6.check(address, 'ipv6');
    const number = numberOf(address);
    return v4.some(({ start, size }) => number >= start && number < start + size);
  };
}

const DOT = 46;
const ZERO = 48;

/** @param ipv4 four decimal parts, as `isIPv4` takes them */
function numberOf(ipv4: string): number {
  let number = 0;
  let part = 0;
  for (let index = 0; index < ipv4.length; index += 1) {
    const code = ipv4.charCodeAt(index);
    if (code !== DOT) part = part * 10 + code - ZERO;
    else {
      number = number * 256 + part;
      part = 0;
    }
  }
  return number * 256 + part;
}

/**
 * Whether another site's page sent this. Browsers say so; what says nothing is not a browser, and may. Older ones name
 * only the origin, which is compared by host alone, since a proxy in front may speak HTTPS for us.
 */
export function isForeignForm(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host');
}
