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
  const trusted = new BlockList();
  for (const proxy of trustedProxies) addRange(trusted, proxy);
  const isTrusted = (address: string): boolean =>
    isIP(address) > 0 && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
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

function addRange(list: BlockList, proxy: string): void {
  const [address = '', bits] = proxy.split('/');
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
  const prefix = bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits);
  if (family === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > (family === 'ipv4' ? 32 : 128)) {
    throw new BadProxyError(`trustedProxies: "${proxy}" is not an address or a range such as 10.0.0.0/8`);
  }
  list.addSubnet(address, prefix, family);
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
