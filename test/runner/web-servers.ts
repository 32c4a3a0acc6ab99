/** Before the tests: real web servers write the lines that the doors of traffic are tested with, and fail before probes; OpenSSL makes certificates. */
import { findServer, SERVERS } from '../traffic/web-servers.ts';
import { installDebian } from './debian.ts';

const NEEDED = [...SERVERS, 'openssl'] as const;

export default function setup(): void {
  const missing = NEEDED.filter((name) => findServer(name) === undefined);
  installDebian(missing.join(' and '), missing, () => missing.length === 0);
}
