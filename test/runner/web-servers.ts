/** Before the tests: real web servers write the lines that the doors of traffic are tested with. */
import { findServer, SERVERS } from '../traffic/web-servers.ts';
import { installDebian } from './debian.ts';

export default function setup(): void {
  const missing = SERVERS.filter((name) => findServer(name) === undefined);
  installDebian(missing.join(' and '), missing, () => missing.length === 0);
}
