/** Rules for probes, people and claims. Columns: NF AF CR FC OF EF NP DT CL NO, the order of HYPOTHESES. */
import { FROM, type Table } from './rule.ts';

export const PROBES: Table = {
  'checks-fail': [
    [1, 0.3, 0, 0.3, 1, 1, 0.6, 1, 0, -2.5],
    'the service fails for others too',
    FROM.judgement,
    'checks from outside failed',
  ],
  'checks-succeed': [
    [-2, 0, 0.5, 0.3, -1.8, -1.5, -1, -2.2, 0.4, 1],
    'whatever is unusual, the service answers',
    FROM.judgement,
    'checks from outside succeeded',
  ],
  'some-places-fail': [
    [-1, -0.5, -0.5, -0.5, -1.5, 0.2, 2.5, -0.3, -0.5, -1],
    'what is broken lies between some places and the service, or in one part of an edge',
    FROM.judgement,
    'checks failed from some places and succeeded from others',
  ],
  'every-place-fails': [
    [0.5, 0.1, 0, 0.1, 0.6, 0.3, -2, 0.5, 0, -1],
    'what is broken is common to all places',
    FROM.judgement,
    'checks failed from every place',
  ],
  'names-not-resolved': [
    [-1, -1.5, -1.5, -1.5, -1, -0.5, -0.3, 4, -1.5, -2],
    'without a name nothing is reached',
    FROM.judgement,
    'the name was not resolved',
  ],
  'certificate-fails': [
    [-1, -1.5, -1.5, -1.5, -1, -0.5, -0.3, 4, -1.5, -2],
    'a certificate that is expired or wrong ends every handshake, and no flood makes one expire',
    FROM.judgement,
    'checks failed over the certificate',
  ],
  'connections-refused': [
    [0, -0.3, -0.3, -0.3, 1.5, 0.3, -0.5, -0.5, -0.3, -1],
    'the machine is there and nothing listens',
    FROM.cloudflare,
    'connections were refused',
  ],
  'connects-time-out': [
    [1.6, -0.2, -0.4, -0.3, 0.2, 0.2, 1, -0.8, -0.4, -1],
    'packets are lost on the way or at a full door',
    FROM.march,
    'connections timed out',
  ],
  'handshakes-hang': [
    [1.8, -0.1, -0.3, -0.2, 0, 0.4, 0.3, 0.4, -0.3, -1],
    'connections come about and die before a request: a full door',
    FROM.march,
    'TLS handshakes hung or broke off',
  ],
  'no-answer': [
    [0.4, 0.4, 0.2, 0.4, 0.8, 0.2, -0.2, -1, 0, -1],
    'connected, and the service has no answer in time',
    FROM.judgement,
    'checks connected and got no answer',
  ],
  'checked-failures-by-edge': [
    [0, -0.5, -0.5, -0.5, -1.5, 3, -0.5, -0.5, -0.7, -1],
    'the failures that checks met bear the marks of the edge',
    FROM.cloudflare,
    'checks met failures made by the edge',
  ],
  'checked-failures-by-origin': [
    [-0.5, 0.1, 0, 0.1, 1.8, -2, -1, -1, 0, -1],
    'the failures that checks met came from the origin',
    FROM.cloudflare,
    'checks met failures made by the origin',
  ],
  'checked-failures-by-overload': [
    [0, 0.8, 0.4, 0.8, 0.5, -1.5, -1, -1, 0.5, -1],
    'the failures that checks met say overload',
    FROM.cloudflare,
    'checks met an overloaded origin',
  ],
  'checked-failures-by-names': [
    [-1, -1.5, -1, -1.5, -0.5, -1, -0.5, 3, -1, -1.5],
    "the edge could not resolve the origin's name or trust its certificate",
    FROM.cloudflare,
    'checks met an edge that could not resolve or trust the origin',
  ],
};

export const PEOPLE: Table = {
  'reports-up': [
    [0.8, 0.2, -0.3, 0.1, 0.8, 0.8, 0.6, 0.8, 0.2, -2],
    'people notice that something fails, whatever it is',
    FROM.judgement,
    'many people reported',
  ],
  'reports-usual': [
    [-0.8, 0, 0.3, 0.1, -0.7, -0.7, -0.5, -0.7, 0, 0.7],
    'people do not notice anything',
    FROM.judgement,
    'no more people reported than usually',
  ],
  'reports-from-one-place': [
    [-0.7, -0.2, 0, -0.3, -0.7, 0.1, 2.2, -0.2, -0.2, -0.5],
    'only those behind one network or in one country notice',
    FROM.judgement,
    'the reports came from one network or country',
  ],
  'reports-from-everywhere': [
    [0.2, 0.1, 0, 0.1, 0.3, 0, -1.2, 0.1, 0.1, 0],
    'those who notice are strewn as the audience is',
    FROM.judgement,
    'the reports came from everywhere',
  ],
  'people-cannot-reach': [
    [0.7, -0.2, -0.2, -0.2, -0.2, 0.2, 0.6, 0.8, -0.3, 0],
    'no page at all: something before the answer fails',
    FROM.judgement,
    'people said that it cannot be reached',
  ],
  'people-see-errors': [
    [-0.6, 0.1, 0, 0.1, 0.7, 0.7, -0.7, -0.5, 0.3, 0],
    'something answers, wrongly',
    FROM.judgement,
    'people said that they see errors',
  ],
  'people-wait': [
    [0.1, 0.6, 0.3, 0.6, 0.1, -0.2, 0.1, -1, 0.1, 0],
    'something answers, slowly: load',
    FROM.judgement,
    'people said that it is slow',
  ],
};

const claim = (row: Table[string][0], who: string, state: string): Table[string] => [
  row,
  'somebody says so of themselves; such pages lag, and are mostly right when they turn red',
  FROM.judgement,
  `${who} announced ${state}`,
];

export const CLAIMS: Table = {
  'edge-says-outage': claim([-0.2, -0.2, -0.2, -0.3, -0.8, 2.5, 0, 0, -0.3, -0.8], 'the edge provider', 'an outage'),
  'edge-says-degraded': claim([-0.1, -0.1, -0.1, -0.2, -0.5, 1.6, 0, 0, -0.2, -0.4], 'the edge provider', 'trouble'),
  'edge-says-operational': claim(
    [0.1, 0.1, 0.1, 0.1, 0.1, -0.7, 0.1, 0.1, 0.1, 0.1],
    'the edge provider',
    'no trouble',
  ),
  'dns-says-outage': claim([-0.2, -0.3, -0.3, -0.3, -0.5, 0, 0, 2.5, -0.3, -0.8], 'the DNS provider', 'an outage'),
  'dns-says-degraded': claim([-0.1, -0.2, -0.2, -0.2, -0.3, 0, 0, 1.5, -0.2, -0.4], 'the DNS provider', 'trouble'),
  'network-says-outage': claim(
    [-0.2, -0.3, -0.3, -0.3, -0.5, 0, 2.5, 0, -0.3, -0.8],
    'a network provider',
    'an outage',
  ),
  'network-says-degraded': claim(
    [-0.1, -0.2, -0.2, -0.2, -0.3, 0, 1.5, 0, -0.2, -0.4],
    'a network provider',
    'trouble',
  ),
  'hosting-says-outage': claim(
    [-0.2, -0.3, -0.3, -0.3, 1.6, -0.2, 0.3, -0.2, -0.3, -0.8],
    'the hosting provider',
    'an outage',
  ),
  'hosting-says-degraded': claim(
    [-0.1, -0.2, -0.2, -0.2, 0.9, -0.1, 0.2, -0.1, -0.2, -0.4],
    'the hosting provider',
    'trouble',
  ),
  'service-says-outage': claim([0.1, 0, 0, 0, 0.3, 0.1, 0, 0.1, 0, -1], 'the service', 'an outage'),
  'service-says-degraded': claim([0.1, 0, 0, 0, 0.2, 0.1, 0, 0.1, 0, -0.5], 'the service', 'trouble'),
  'service-says-maintenance': claim([-0.3, -0.3, -0.2, -0.3, 1, 0, -0.1, 0, 0, 0], 'the service', 'maintenance'),
};
