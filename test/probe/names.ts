/** A name server on loopback, written from RFC 1035: it answers as a test tells it to, differently each time if so told. */
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** Addresses, or how the server fails: no such name, its own failure, no answer at all. */
export type NameAnswer = readonly string[] | 'nxdomain' | 'servfail' | 'silent';

export interface NameServer {
  readonly address: string;
  /** How often each name was asked for. */
  readonly asked: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** @param answerOf the name, and how often it was asked for before */
export async function startNames(answerOf: (name: string, before: number) => NameAnswer): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked = new Map<string, number>();
  socket.on('message', (query, from) => {
    const { name, end } = nameIn(query);
    const type = query.readUInt16BE(end);
    // Only questions for IPv4 are counted: each look-up asks for both.
    const before = asked.get(name) ?? 0;
    if (type === 1) asked.set(name, before + 1);
    const answer = type === 1 ? answerOf(name, before) : answerOf(name, Math.max(0, before - 1));
    if (answer === 'silent') return;
    const addresses = typeof answer === 'string' || type !== 1 ? [] : answer;
    const code = answer === 'nxdomain' ? 3 : answer === 'servfail' ? 2 : 0;
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8580 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(addresses.length, 6);
    const rows = addresses.map((address) =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([head, query.subarray(12, end + 4), ...rows]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', () => resolve()));
  const { port } = socket.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function nameIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  while (query[at] !== 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
    at += 1 + query[at]!;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}
