/**
 * A syslog receiver for the access lines of one service, over UDP and TCP: each message is taken out of its header (RFC 3164 or 5424) and
 * counted, or refused by its reason. Connections, messages and memory have bounds.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { afterSyslog } from '../../traffic/formats/syslog.ts';
import { bareHost } from '../probe/resolve.ts';
import type { LineFault, LiveCounter } from './live-counter.ts';
import { type Frame, MESSAGE_MAX, SyslogFrames } from './syslog-frames.ts';

/** Senders at the same time. */
const CONNECTIONS_MAX = 256;
/** A sender that has been silent for so long is let go of. */
const IDLE_MS = 60 * 60_000;
/** Lines are counted together, so many bytes at a time. */
const BATCH_BYTES = 1 << 18;
const LF = 10;
const CR = 13;

export interface SyslogAddress {
  readonly protocol: 'udp' | 'tcp';
  readonly host: string;
  readonly port: number;
}

/** `udp://127.0.0.1:5514`, `tcp://[::1]:6514`; undefined for anything else. */
export function syslogAddress(text: string): SyslogAddress | undefined {
  const found = /^(udp|tcp):\/\/(\[[0-9a-f:.]+\]|[0-9a-z.-]+):(\d{1,5})$/i.exec(text);
  if (found === null || Number(found[3]) > 65_535) return undefined;
  return {
    protocol: found[1]!.toLowerCase() as 'udp' | 'tcp',
    host: bareHost(found[2]!),
    port: Number(found[3]),
  };
}

export interface SyslogOptions {
  readonly address: SyslogAddress;
  readonly counter: LiveCounter;
  /** Called when lines have come in that have to be taken out before more can be counted. */
  readonly onFull: () => void;
  readonly onError: (cause: Error) => void;
}

export class SyslogReceiver {
  readonly #options: SyslogOptions;
  readonly #batch = new Uint8Array(BATCH_BYTES);
  #length = 0;
  #udp: UdpSocket | undefined;
  #tcp: Server | undefined;
  readonly #senders = new Set<Socket>();

  constructor(options: SyslogOptions) {
    this.#options = options;
  }

  /** Resolves to the port that it listens on. */
  listen(): Promise<number> {
    const { protocol, host, port } = this.#options.address;
    return protocol === 'udp' ? this.#listenUdp(host, port) : this.#listenTcp(host, port);
  }

  /** Counts what has come in so far. */
  settle(): void {
    const bytes = this.#batch;
    for (let from = 0; from < this.#length; ) {
      from = this.#options.counter.count(bytes, from, this.#length);
      if (from < this.#length) this.#options.onFull();
    }
    this.#length = 0;
  }

  async close(): Promise<void> {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    if (this.#tcp === undefined) resolve();
    else this.#tcp.close(() => resolve());
    for (const sender of this.#senders) sender.destroy();
    const udp = this.#udp;
    if (udp !== undefined) await new Promise<void>((done) => udp.close(done));
    await closed;
    this.settle();
  }

  #listenUdp(host: string, port: number): Promise<number> {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 1 << 22 });
    this.#udp = socket;
    socket.on('message', (message) => this.#takeDatagram(message));
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject).on('error', this.#options.onError);
      resolve(socket.address().port);
    });
    return promise;
  }

  #listenTcp(host: string, port: number): Promise<number> {
    const server = createServer((sender) => this.#takeSender(sender));
    server.maxConnections = CONNECTIONS_MAX;
    this.#tcp = server;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject).on('error', this.#options.onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
    return promise;
  }

  #takeSender(sender: Socket): void {
    const frames = new SyslogFrames();
    this.#senders.add(sender);
    sender.setTimeout(IDLE_MS, () => sender.destroy());
    sender.on('data', (chunk: Buffer) => {
      for (const frame of frames.take(chunk)) this.#takeFrame(frame);
    });
    sender.on('end', () => {
      const rest = frames.end();
      if (rest !== undefined) this.#takeFrame(rest);
      sender.end();
    });
    // A sender that breaks off is no fault of ours; what came before counts.
    sender.on('error', () => sender.destroy());
    sender.on('close', () => this.#senders.delete(sender));
  }

  /** Some senders put several lines into one datagram. */
  #takeDatagram(message: Uint8Array): void {
    for (let from = 0; from < message.length; ) {
      const end = message.indexOf(LF, from);
      const to = end < 0 ? message.length : end;
      if (to > from) this.#takeFrame(message.subarray(from, to));
      from = to + 1;
    }
  }

  #takeFrame(frame: Frame): void {
    if (typeof frame === 'string') {
      this.#options.counter.refuse(frame satisfies LineFault, new Uint8Array(0));
      return;
    }
    let end = frame.length;
    while (end > 0 && (frame[end - 1] === LF || frame[end - 1] === CR || frame[end - 1] === 0)) end -= 1;
    const start = frame[0] === 60 ? afterSyslog(frame, 0, end) : -1;
    if (start < 0 || end - start > MESSAGE_MAX) {
      if (end > 0) this.#options.counter.refuse(start < 0 ? 'header' : 'long', frame);
      return;
    }
    const size = end - start;
    if (this.#length + size + 1 > BATCH_BYTES) this.settle();
    this.#batch.set(frame.subarray(start, end), this.#length);
    // A line break inside a counted message does not make two of it.
    for (let at = this.#length; at < this.#length + size; at += 1) if (this.#batch[at] === LF) this.#batch[at] = 32;
    this.#length += size;
    this.#batch[this.#length] = LF;
    this.#length += 1;
  }
}
