/**
 * Connections to one address that was looked at before: nothing resolves the name a second time, so a name that changes
 * its mind (DNS rebinding) leads nowhere else. What goes wrong comes back as a reason, never as an exception.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { CheckReason } from '../../model/check.ts';
import { DAY_MS } from '../../model/units.ts';

export interface Failed {
  readonly reason: CheckReason;
  /** The system's word for it. */
  readonly said: string;
}

export const isFailed = (value: object): value is Failed => 'reason' in value;

export interface Dialled {
  readonly socket: Socket;
}

/** Trouble of this machine, of which the other side knows nothing. */
const OWN = new Set(['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'ENOBUFS', 'EPERM', 'EACCES']);

export function dial(address: string, port: number, timeoutMs: number): Promise<Dialled | Failed> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: address, port, autoSelectFamily: false });
    const end = (result: Dialled | Failed): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      // Whoever holds the socket next hears of its end by other ways.
      socket.on('error', () => {});
      if (isFailed(result)) socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end({ reason: 'connect-timeout', said: 'no answer in time' }), timeoutMs);
    socket.once('connect', () => end({ socket }));
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => end({ reason: dialReason(code), said: code }));
  });
}

function dialReason(code: string): CheckReason {
  if (OWN.has(code)) return 'own-network';
  if (code === 'ECONNREFUSED') return 'refused';
  return code === 'ETIMEDOUT' ? 'connect-timeout' : code === 'ECONNRESET' ? 'closed' : 'unreachable';
}

export interface Certificate {
  /** Whole days until it ends; negative once it has. */
  readonly days: number;
  readonly until: string;
  readonly issuer: string | null;
}

export interface Secured {
  readonly socket: TLSSocket;
  readonly certificate: Certificate | null;
  /** Why nobody should trust it; null where all is well. */
  readonly distrust: Failed | null;
}

/** An issuer may call itself anything. */
const ISSUER_CHARS_MAX = 80;

/** @param authorities certificates that vouch besides those that come with Node */
export function secure(
  socket: Socket,
  host: string,
  timeoutMs: number,
  now: number,
  authorities: string | undefined,
): Promise<Secured | Failed> {
  return new Promise((resolve) => {
    const isName = /[a-z]/i.test(host) && !host.includes(':');
    // Distrust is looked at afterwards, so that the certificate can be told of too.
    const secured = connectTls({
      socket,
      host,
      ...(isName ? { servername: host } : {}),
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
      ...(authorities === undefined ? {} : { ca: authorities }),
    });
    const end = (result: Secured | Failed): void => {
      clearTimeout(timer);
      secured.removeAllListeners('secureConnect').removeAllListeners('error').removeAllListeners('close');
      secured.on('error', () => {});
      if (isFailed(result)) secured.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end({ reason: 'handshake-timeout', said: 'no answer in time' }), timeoutMs);
    secured.once('error', ({ code = '' }: NodeJS.ErrnoException) => end({ reason: 'handshake', said: code }));
    secured.once('close', () => end({ reason: 'handshake', said: 'closed' }));
    secured.once('secureConnect', () => {
      const code = secured.authorized ? '' : String(secured.authorizationError);
      const distrust = code === '' ? null : { reason: distrustReason(code), said: code };
      end({ socket: secured, certificate: certificateOf(secured.getPeerCertificate(), now), distrust });
    });
  });
}

function distrustReason(code: string): CheckReason {
  if (code.includes('CERT_HAS_EXPIRED')) return 'certificate-expired';
  if (code.includes('CERT_NOT_YET_VALID')) return 'certificate-early';
  return code.includes('ALTNAME') ? 'certificate-name' : 'certificate-untrusted';
}

function certificateOf({ valid_to, issuer }: PeerCertificate, now: number): Certificate | null {
  const until = Date.parse(valid_to ?? '');
  if (!Number.isFinite(until)) return null;
  const name = issuer?.O ?? issuer?.CN;
  return {
    days: Math.floor((until - now) / DAY_MS),
    until: new Date(until).toISOString(),
    issuer: (Array.isArray(name) ? name[0] : name)?.slice(0, ISSUER_CHARS_MAX) ?? null,
  };
}
