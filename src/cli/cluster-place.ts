/** Where a journal of several machines lies, as options name it. */
import type { ClusterPlace } from '../store/cluster/stream.ts';
import { numberOption, textOption, UsageError, type Values } from './command.ts';

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
const REPLICAS_DEFAULT = 3;

export const CLUSTER_OPTIONS = {
  nats: { type: 'string' },
  postgres: { type: 'string' },
  name: { type: 'string' },
  replicas: { type: 'string' },
} as const;

export const CLUSTER_HELP = `      --nats HOST:PORT,...    servers of NATS with JetStream, which hold the journal
      --postgres URL          the database that holds the views, such as postgres://user@host/database
      --name NAME             of the observatory there  (default main)
      --replicas N            servers that keep each entry, when it is made  (default ${REPLICAS_DEFAULT})`;

/** undefined where no option names one. */
export function clusterPlace(values: Values): ClusterPlace | undefined {
  const [nats, database] = [textOption(values, 'nats'), textOption(values, 'postgres')];
  const name = textOption(values, 'name') ?? 'main';
  const replicas = numberOption(values, 'replicas', { min: 1, max: 5 }) ?? REPLICAS_DEFAULT;
  if (nats === undefined && database === undefined) {
    for (const option of ['name', 'replicas']) {
      if (textOption(values, option) !== undefined) throw new UsageError(`--${option} goes with --nats and --postgres`);
    }
    return undefined;
  }
  if (nats === undefined || database === undefined) throw new UsageError('--nats and --postgres go together');
  if (!/^postgres(?:ql)?:\/\//.test(database) || !URL.canParse(database)) {
    throw new UsageError(`--postgres takes an address such as postgres://user@host/database, not "${database}"`);
  }
  if (!NAME.test(name))
    throw new UsageError(`--name takes lower-case letters, digits and hyphens, at most 32, not "${name}"`);
  const servers = nats.split(',').map((server) => server.trim());
  if (servers.some((server) => server === '')) throw new UsageError(`--nats takes HOST:PORT,..., not "${nats}"`);
  return { servers, database, name, replicas };
}
