/**
 * Addresses that nobody can have on the internet, and IPv6 addresses that carry an IPv4 one. After IANA's registries of
 * special-purpose addresses (https://www.iana.org/assignments/iana-ipv4-special-registry, …-ipv6-special-registry).
 */

/** First address and prefix length of IPv4 that is not public: private, loopback, link-local, documentation, reserved … */
const NOT_PUBLIC_4: readonly (readonly [address: number, bits: number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  // Shared between a provider and its customers (RFC 6598).
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  // Multicast, and all that was reserved above it.
  [0xe0000000, 3],
];

/** The same as ranges, first and last address, in order. */
export const NOT_PUBLIC_RANGES_4: readonly (readonly [first: number, last: number])[] = NOT_PUBLIC_4.map(
  ([address, bits]) => [address, address + 2 ** (32 - bits) - 1],
);

/** What an IPv6 address is before any database is asked. */
export const ADDRESS = { public: 0, notPublic: 1, carriesIpv4: 2 } as const;

/** @returns one of `ADDRESS`; the IPv4 address that is carried is told by `carriedIpv4` */
export function kindOf6(a: number, b: number, c: number): 0 | 1 | 2 {
  if (a >>> 29 === 1) {
    if (a >>> 16 === 0x2002 || a === 0x20010000) return ADDRESS.carriesIpv4;
    // Documentation (2001:db8::/32, 3fff::/20), benchmarks (2001:2::/48), and the first ORCHID (2001:10::/28).
    const documentation = a === 0x20010db8 || a >>> 12 === 0x3fff0;
    const withdrawn = (a === 0x20010002 && b >>> 16 === 0) || a >>> 4 === 0x2001001;
    return documentation || withdrawn ? ADDRESS.notPublic : ADDRESS.public;
  }
  // Outside 2000::/3 only IPv4 in other clothes is public: mapped (::ffff:0:0/96) and translated (64:ff9b::/96).
  const mapped = a === 0 && b === 0 && c === 0xffff;
  const translated = a === 0x0064ff9b && b === 0 && c === 0;
  return mapped || translated ? ADDRESS.carriesIpv4 : ADDRESS.notPublic;
}

/** The IPv4 address inside: after the prefix in 6to4, the client's with every bit turned in Teredo, else the last word. */
export function carriedIpv4(a: number, b: number, d: number): number {
  if (a >>> 16 === 0x2002) return (((a & 0xffff) << 16) | (b >>> 16)) >>> 0;
  return a === 0x20010000 ? ~d >>> 0 : d;
}
