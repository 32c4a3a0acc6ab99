/** Before the tests: NATS and PostgreSQL, which the home for more than one machine is tested with. */
import { findNats, findPostgresql } from '../cluster/servers.ts';
import { installDebian } from './debian.ts';

export default function setup(): void {
  const missing = [
    ...(findNats() === undefined ? ['nats-server'] : []),
    ...(findPostgresql() === undefined ? ['postgresql'] : []),
  ];
  installDebian(missing.join(' and '), missing, () => missing.length === 0);
}
