/** Every way to fail that can be made on loopback: what is broken, the true fault, and where a probe meets it. */
import type { Fault } from '../../src/model/fault.ts';

export interface World {
  readonly ports: Readonly<Record<string, number>>;
  readonly nginx: number;
  readonly haproxy: number;
  readonly tls: Readonly<Record<string, number>>;
}

export interface Cause {
  readonly cause: string;
  /** Who stands before the failure: nobody, nginx, HAProxy. */
  readonly through: 'nobody' | 'nginx' | 'HAProxy';
  /** Whose fault it is in truth; null where nothing is broken. */
  readonly truth: Fault | null;
  readonly target: (world: World) => string;
  readonly expect?: string;
}

const direct = (cause: string, truth: Fault | null, target: Cause['target'], expect?: string): Cause => ({
  cause,
  through: 'nobody',
  truth,
  target,
  ...(expect === undefined ? {} : { expect }),
});

const at =
  (name: string, path = '/') =>
  ({ ports }: World) =>
    `http://localhost:${ports[name]}${path}`;
const secured =
  (kind: string) =>
  ({ tls }: World) =>
    `https://localhost:${tls[kind]}/`;

const DIRECT: readonly Cause[] = [
  direct('nothing is broken', null, at('app')),
  direct('nothing is broken, over TLS', null, secured('good')),
  direct('nobody listens', 'origin-refused', at('nobody')),
  direct('nobody listens, asked over TCP alone', 'origin-refused', ({ ports }) => `tcp://localhost:${ports.nobody}`),
  direct('the queue of connections is full', 'origin-timeout-connect', at('full')),
  direct('every connection is reset', 'origin-bad-response', at('reset')),
  direct('connected, then silence', 'origin-timeout-response', at('silent')),
  direct('closed without an answer', 'origin-bad-response', at('empty')),
  direct('an answer that is no HTTP', 'origin-bad-response', at('garbage')),
  direct('a header of 100 kB', 'origin-bad-response', at('big-header')),
  direct('the answer breaks off', 'origin-bad-response', at('cut-off')),
  direct('the answer drips', 'origin-timeout-response', at('dripping')),
  direct('no TLS where TLS is expected', 'origin-tls', ({ ports }) => `https://localhost:${ports.app}/`),
  direct('silence in the TLS handshake', 'origin-tls', ({ ports }) => `https://localhost:${ports.silent}/`),
  direct('reset in the TLS handshake', 'origin-tls', ({ ports }) => `tls://localhost:${ports.reset}`),
  direct('certificate expired', 'origin-tls', secured('expired')),
  direct('certificate not valid yet', 'origin-tls', secured('early')),
  direct('certificate for another name', 'origin-tls', secured('othername')),
  direct('certificate vouched for by nobody', 'origin-tls', secured('selfsigned')),
  direct('the name does not exist', 'origin-dns', () => 'http://gone.example/'),
  direct('the name server fails', 'origin-dns', () => 'http://servfail.example/'),
  direct('the name server is silent', 'origin-dns', () => 'dns://silent.example'),
  direct('redirects in a circle', 'config', at('app', '/loop')),
  direct('redirects without an end', 'config', at('app', '/many')),
  direct('a redirect to a file', 'config', at('app', '/to?url=file:///etc/hostname')),
  direct('a redirect to a private address', 'config', at('app', '/to?url=http://10.0.0.1/')),
  direct('an answer of 3 MB', null, at('app', '/large')),
  direct('the text is missing in the answer', 'origin-app', at('app'), 'something else'),
  direct('the text is missing in an answer of 3 MB', 'origin-app', at('app', '/large'), 'something else'),
  direct('the application fails', 'origin-app', at('app', '/status/500')),
  direct('the application is overloaded', 'origin-overload', at('app', '/status/503')),
  direct('the page is gone', 'config', at('app', '/status/404')),
  direct('a rule turns visitors away', 'policy', at('app', '/status/429')),
];

/** The same behind both proxies; a path of its own each. */
const BEHIND: readonly (readonly [cause: string, truth: Fault | null, path: string])[] = [
  ['nothing is broken', null, '/app/'],
  ['nobody listens', 'origin-refused', '/refused/'],
  ['the queue of connections is full', 'origin-timeout-connect', '/full/'],
  ['every connection is reset', 'origin-bad-response', '/reset/'],
  ['connected, then silence', 'origin-timeout-response', '/silent/'],
  ['closed without an answer', 'origin-bad-response', '/empty/'],
  ['an answer that is no HTTP', 'origin-bad-response', '/garbage/'],
  ['a header of 100 kB', 'origin-bad-response', '/big-header/'],
  ['the answer breaks off', 'origin-bad-response', '/cut-off/'],
  ['no TLS where TLS is expected', 'origin-tls', '/tls-broken/'],
  ['the name does not exist', 'origin-dns', '/gone-name/'],
  ['the application fails', 'origin-app', '/app/status/500'],
  ['the application itself says 502', 'origin-app', '/app/status/502'],
  ['the application itself says 504', 'origin-app', '/app/status/504'],
  ['the application is overloaded', 'origin-overload', '/app/status/503'],
  ['a rule turns visitors away', 'policy', '/deny/'],
];

const THROUGH = [
  [
    'nginx',
    (path: string) =>
      ({ nginx }: World) =>
        `http://localhost:${nginx}${path}`,
  ],
  [
    'HAProxy',
    (path: string) =>
      ({ haproxy }: World) =>
        `http://localhost:${haproxy}${path}`,
  ],
] as const;

export const CAUSES: readonly Cause[] = [
  ...DIRECT,
  ...THROUGH.flatMap(([through, targetOf]) =>
    BEHIND.map(([cause, truth, path]): Cause => ({ cause, through, truth, target: targetOf(path) })),
  ),
  {
    cause: 'nobody listens, behind a page of the owner',
    through: 'nginx',
    truth: 'origin-refused',
    target: THROUGH[0][1]('/hidden/'),
  },
  { cause: 'the owner closed it', through: 'nginx', truth: 'config', target: THROUGH[0][1]('/closed/') },
  { cause: 'rewrites in a circle', through: 'nginx', truth: 'config', target: THROUGH[0][1]('/cycle/') },
  {
    cause: 'the queue for the origin is full',
    through: 'HAProxy',
    truth: 'origin-overload',
    target: THROUGH[1][1]('/queue/'),
  },
];
