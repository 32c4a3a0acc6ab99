/** Addresses from text to words: one for IPv4, four for IPv6. */
import { isIPv4, isIPv6 } from 'node:net';

/** Undefined where the text is no address. A zone (`fe80::1%eth0`) says nothing about the place. */
export function wordsOf(address: string): number[] | undefined {
  const bare = address.split('%')[0]!;
  if (isIPv4(bare)) return [ipv4Of(bare)];
  if (!isIPv6(bare)) return undefined;
  const [left = '', right] = bare.split('::');
  const [head, tail] = [groupsOf(left), groupsOf(right ?? '')];
  const groups = [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return [0, 2, 4, 6].map((at) => groups[at]! * 65_536 + groups[at + 1]!);
}

function ipv4Of(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Groups of 16 bits; an IPv4 address at the end makes two. */
function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const ipv4 = ipv4Of(group);
    return [Math.floor(ipv4 / 65_536), ipv4 % 65_536];
  });
}
