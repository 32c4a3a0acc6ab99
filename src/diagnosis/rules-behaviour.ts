/** Rules for how clients behave. Columns: NF AF CR FC OF EF NP DT CL NO, the order of HYPOTHESES. */
import { FROM, type Table } from './rule.ts';

export const REQUESTS: Table = {
  'one-path': [
    [0, 1.3, -1.5, -0.2, 0, 0, 0, 0, 0.9, -0.3],
    'a flood and a retrying client hammer one path; a crowd lands on one and then loads its parts; a crawler never repeats',
    FROM.crowds,
    'the additional requests were for one path',
  ],
  'new-paths': [
    [0, 0.8, 1.2, -0.6, -0.1, -0.1, -0.1, -0.1, -0.5, -0.3],
    'paths that nobody requested before are guessed, random, or from the depths of a site; a new page is one path only',
    FROM.tools,
    'the additional requests were for paths never requested before',
  ],
  'known-paths': [
    [0, -0.2, -0.8, 0.6, 0.5, 0.5, 0, 0, 0.3, 0],
    'a crowd asks for what exists, and who asks again asks for the same',
    FROM.crowds,
    'the additional requests were for known paths',
  ],
  'not-found': [
    [0, 1.2, -0.8, -1, -0.2, -0.2, 0, 0, 0, -0.2],
    'made-up paths and guessed passwords are refused; crawlers follow links, and people too',
    FROM.tools,
    'the additional requests were answered that there is no such thing',
  ],
  found: [
    [0, -0.2, 0.2, 0.3, 0.3, 0.3, 0, 0, 0.1, 0],
    'what was asked for exists',
    FROM.judgement,
    'the additional requests found what they asked for',
  ],
  'queries-never-repeat': [
    [0, 1.3, 0.2, -0.8, 0, 0, 0, 0, -0.2, -0.3],
    'queries that never repeat get past caches',
    FROM.tools,
    'no query string ever repeated',
  ],
  'says-crawler': [
    [-0.3, -0.8, 2.8, -2, -0.3, -0.3, -0.3, -0.3, -1, -0.3],
    'the clients say that they are a known crawler; few floods do',
    FROM.judgement,
    'the additional requests named a known crawler',
  ],
  walks: [
    [-0.3, -0.6, 2.2, -1, -0.2, -0.2, -0.2, -0.2, -1, -0.3],
    'each path once, one after the other, is how programs read a site',
    FROM.judgement,
    'the clients walked through many paths once each',
  ],
  'no-walks': [
    [0, 0.2, -1, 0.3, 0.3, 0.3, 0, 0, 0.3, 0],
    'nobody reads the site from end to end',
    FROM.judgement,
    'no client walked through many paths',
  ],
  writes: [
    [0, 0.8, -1, -0.5, 0, 0, 0, 0, 0.4, -0.3],
    'floods of logins and forms write; crawlers read',
    FROM.judgement,
    'the additional requests tried to change something',
  ],
  guesses: [
    [0, 1.8, -1, -1.5, -0.2, -0.2, 0, 0, 0.5, -0.5],
    'passwords and codes are guessed by programs; what visitors send is mostly taken, unless a client is stuck at its login',
    FROM.judgement,
    'the additional requests tried to change something and were refused',
  ],
  'tries-holes': [
    [0, 0.6, 1.2, -2.5, -0.3, -0.3, -0.3, -0.3, -1.5, -0.5],
    'a program that looks for holes goes through a site as a crawler does; nobody who follows a link asks for them',
    FROM.judgement,
    'the additional requests tried for holes in programs',
  ],
};

export const BROWSERS: Table = {
  'parts-missing': [
    [0, 0.9, 0.8, -1.8, 0.3, 0.2, 0, 0, 0.5, -0.4],
    'browsers load style sheets, scripts and images; programs seldom do, and a page that fails brings none',
    FROM.humans,
    'the additional requests had no parts of pages among them',
  ],
  'parts-follow': [
    [0, -1.2, -1.2, 1, -0.3, 0, 0, 0, -1, 0],
    'the additional clients load pages the way browsers do, which bots can also do at a cost',
    FROM.humans,
    'parts of pages followed the pages',
  ],
  'companions-missing': [
    [0, 0.8, 0.4, -1.3, 0, 0, 0, 0, 0.2, -0.2],
    'clients ask for a page and for nothing that belongs to it',
    FROM.humans,
    'clients with a page loaded none of its parts',
  ],
  'companions-there': [
    [0, -0.8, -0.2, 0.6, 0, 0, 0, 0, -0.2, 0.1],
    'clients load what belongs to a page',
    FROM.humans,
    'clients loaded what belongs to their pages',
  ],
  'one-referrer': [
    [0, -0.8, -1.2, 2, 0, 0, 0, 0, -1, -0.2],
    'a crowd is sent by somebody; the mark can be faked, so it never outweighs where the addresses are from',
    FROM.crowds,
    'one other site was named as referrer by many',
  ],
  'no-referrer': [
    [0, 0.6, 0.6, -0.7, 0, 0, 0, 0, 0.4, -0.2],
    'programs seldom name where they come from; neither do apps and some privacy settings',
    FROM.judgement,
    'the additional requests named no referrer',
  ],
  'referrers-as-usual': [
    [0, -0.3, -0.6, 0.3, 0.2, 0.2, 0, 0, -0.2, 0.1],
    'pages are reached the way they usually are',
    FROM.judgement,
    'referrers were named as usual',
  ],
  'odd-requests': [
    [0.2, 1.5, 0.2, -1.5, 0, 0, 0, 0, -1, -0.4],
    'methods and versions that no browser sends are marks of tools',
    FROM.tools,
    'requests came that no browser sends',
  ],
  tools: [
    [0, 0.9, 0.9, -1.5, 0, 0, 0, 0, -1.5, -0.3],
    'the clients say that they are programs of no visitor',
    FROM.judgement,
    'the additional requests named tools or libraries',
  ],
  clockwork: [
    [0, 0.8, 0.5, -1.5, 0, 0, 0, 0, 1.2, -0.3],
    'people pause irregularly; loops do not',
    FROM.regular,
    'clients asked as regularly as a clock',
  ],
};

export const AGENTS: Table = {
  'one-agent': [
    [0, 0.8, 1, -1.3, 0, 0, 0, 0, 1.3, -0.3],
    'one program sends the additional requests: a tool, a crawler, or one version of a client',
    FROM.judgement,
    'the additional requests named one and the same agent',
  ],
  'agents-as-usual': [
    [0, -0.2, -0.8, 0.5, 0.5, 0.5, 0, 0, -1.5, 0.1],
    'the mix of browsers is the usual one, which can be copied',
    FROM.judgement,
    'the mix of agents was the usual one',
  ],
  'new-agents': [
    [0, 0.5, 0.5, -0.8, -0.2, -0.2, -0.2, -0.2, 2.5, -0.4],
    'a release brings an agent that nobody has seen before',
    FROM.judgement,
    'the additional requests named an agent never seen before',
  ],
  'no-new-agents': [
    [0, 0.1, 0, 0.2, 0.2, 0.2, 0, 0, -2, 0],
    'a release would show in agents that nobody has seen before',
    FROM.judgement,
    'the additional requests named agents seen before',
  ],
  'agents-rotate': [
    [0, 1.8, 0.2, -0.8, 0, 0, 0, 0, -0.8, -0.3],
    'a client that changes its agent from request to request hides; behind a shared address many people do the same',
    FROM.tools,
    'single clients named many agents',
  ],
};
