/**
 * What is measured by words alone: error messages, where traffic is said to come from, where people are said to be
 * affected, what kind of failure it is said to be, and who is said to have done, wanted or paid for it.
 */
import type { Measure } from '../../model/statement.ts';
import { type Found, type Scene, within } from '../found.ts';
import type { PlaceSpan } from '../places.ts';
import { areasIn, countriesIn, listedAt } from './places.ts';

export function wordsMeasured(scene: Scene): Found[] {
  return [...errors(scene), ...origins(scene), ...places(scene), ...claims(scene)];
}

const CODE =
  /\b(?:(?:HTTP|[Ee]rror|[Ff]ehler|[Ss]tatus|code|ERROR|[Ee]rreur)(?: (?:code|status|number|message))?[ :#-]{0,3}(\d{3,4})s?(?!\d)|([45]\d\d)(?: ?-)?(?= (?:Bad Gateway|Service|Gateway|Internal|Forbidden|Not Found|Too Many|error|response|Web [Ss]erver|Connection|Origin)))/u;
const NAMED_CODE = /\b(?:ERR_[A-Z_]+|[A-Z]{3,}_[A-Z_]{4,}|NXDOMAIN|SERVFAIL|ECONN\w+)\b/u;
const KNOWN =
  /\b(?:bad gateway|service (?:temporarily )?unavailable|gateway time-?out|internal server error|connection timed out|web server is returning an unknown error|web server is down|something went wrong|session expired|too many requests|connection refused|origin is unreachable|(?:page|site) (?:can['’]t|cannot) be (?:reached|displayed)|cannot retrieve|try again later|upstream connect error)\b/iu;
const SHOWN =
  /\b(?:messages?|errors?|saw|seeing|shows?|showed|showing|reads?|reading|greeted|gets?|got|displays?|displayed|appeared|said|failing with|stuck on|returns?|returned|all they see|told that)\b/iu;
/** After a quotation, who said it follows as well: only what shows counts. */
const SEEN_AFTER =
  /^.{0,4}(?:is all they see|appear(?:s|ed)|messages?|errors?|pages?|(?:was|were|is) (?:shown|displayed))/u;
const ERRORISH =
  /(?:error|wrong|unavailable|time[d-]? ?out|expired|refused|failed|fail|unable|can['’]?t|cannot|reset|degraded|overload|try again|unknown|gateway|disconnect|_|not found|down\b)/iu;

function errors(scene: Scene): Found[] {
  const { text, quoted } = scene;
  const make = (value: string, start: number, length: number): Found => ({
    measure: { kind: 'error', text: value },
    start,
    end: start + length,
    because: [{ field: 'error', words: text.slice(start, start + length) }],
  });
  const code = CODE.exec(text) ?? NAMED_CODE.exec(text);
  if (code !== null) return [make(code[1] ?? code[2] ?? code[0], code.index, code[0].length)];
  for (const { start, end } of quoted) {
    const words = text.slice(start, end).replace(/[.,!]$/u, '');
    const around = `${text.slice(Math.max(0, start - 60), start)} ${SEEN_AFTER.exec(text.slice(end))?.[0] ?? ''}`;
    if (
      words.length >= 4 &&
      words.length <= 90 &&
      ERRORISH.test(words) &&
      !/\brates?\b/iu.test(words) &&
      SHOWN.test(around) &&
      !/\b(?:we|I|our|you['’]re|he|she|they)\b/iu.test(words)
    )
      return [make(words, start, words.length)];
  }
  const known = KNOWN.exec(text);
  return known === null ? [] : [make(known[0], known.index, known[0].length)];
}

const TRAFFIC =
  /\b(?:traffic|IP addresses|IPs|addresses|requests|attack(?:s|ers)?|packets|sources?|botnet|flood|bots)\b/iu;
const CAME =
  /\b(?:c[ao]m(?:e|ing|es)|originat\w+|stemm\w+|traced (?:back )?to|registered|located|sourced|from|top (?:sources|countries|\d+)|top sources?|based)\b/iu;
const MANY =
  /\b(?:from|in|across|spanning) (?:(?:more than|over|at least|nearly|about|some) )?(\d+|dozens of|\p{Ll}+teen|\p{Ll}+ty) (?:different )?countries\b/iu;

function origins({ text }: Scene): Found[] {
  const traffic = TRAFFIC.exec(text);
  const came = CAME.exec(text);
  const ranked = /\btop[- ]?(?:\d+|ten|twenty|five)\b/iu.exec(text);
  if ((traffic === null && ranked === null) || came === null) return [];
  const areas = areasIn(text);
  const from = came.index;
  const many = MANY.exec(text);
  const listed = areas.length > 0 ? areas : countriesIn(text).filter(({ start }) => start > from - 60);
  const after = listed.filter(({ start }) => linked(text, start) || ranked !== null);
  if (after.length === 0) {
    if (many === null || !/\b(?:originat|came|coming|from)/iu.test(text)) return [];
    return [
      {
        measure: { kind: 'origin', areas: [many[0].replace(/^\S+ /u, '')] },
        start: many.index,
        end: many.index + many[0].length,
        because: [{ field: 'areas', words: many[0] }],
      },
    ];
  }
  return [areaFound('origin', after, text, came[0])];
}

/** Whether a place is told as where something comes from, and not as where somebody lives or works. */
const linked = (text: string, at: number): boolean =>
  /(?:\b(?:from|originat\w+|coming|registered|located|traced (?:back )?to|based)\b|sources?:|countries:)[^.;]*$/iu.test(
    text.slice(0, at),
  ) && TRAFFIC.test(text.slice(0, at));

const AFFECTED =
  /\b(?:[Uu]sers?|[Cc]ustomers?|[Pp]eople|[Ss]ubscribers|[Pp]layers|[Rr]eports|[Cc]omplaints|[Oo]utages?|[Pp]roblems|[Rr]esidents|[Tt]ravellers|probes|[Pp]assengers|connections)\b(?: [\p{Ll}-]+){0,4}? (?:in|across|from|throughout) (?=(?:the |parts of )?\p{Lu})/gu;
const WHERE =
  /\b(?:[Aa]ffected (?:were|are|regions|countries)(?: above all| mainly| chiefly)?:? |(?:hit|affecting|affected|down) (?:in|across) |spread to )(?=(?:the )?\p{Lu})/gu;

function places({ text }: Scene): Found[] {
  for (const match of [...text.matchAll(AFFECTED), ...text.matchAll(WHERE)]) {
    const listed = listedAt(text, match.index + match[0].length);
    const named = listed.filter(
      ({ name, country }) =>
        country !== undefined ||
        !/^(?:The|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Downdetector|DownTracker|X)$/u.test(name),
    );
    if (named.some(({ country }) => country !== undefined) || named.length > 1)
      return [areaFound('place', named, text, match[0])];
  }
  return [];
}

function areaFound(kind: 'origin' | 'place', spans: readonly PlaceSpan[], text: string, cue: string): Found {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  return {
    measure: { kind, areas: [...new Set(spans.map(({ name, country }) => country ?? name))] },
    start,
    end,
    because: [
      { field: 'areas', words: text.slice(start, end) },
      { field: kind, words: cue.trim() },
    ],
  };
}

const CLAIMS: readonly (readonly ['responsibility' | 'financing' | 'motive', RegExp])[] = [
  [
    'responsibility',
    /\b(?:claim(?:ed|s|ing)? (?:the )?(?:responsibility|credit)|(?:is|was|were|are|stood|stands|being|be) (?:behind|responsible for|to blame for) (?:it|the|this|an|attacks?)|nation[- ]state|foreign (?:power|actor|state|government)|state[- ]sponsored|(?:group|country|state|government|hackers?|actors?|gang|collective)(?:[^.]{0,40})\b(?:is|was|were|are) (?:involved|behind|responsible)|(?:carried out|perpetrated|launched|orchestrated|conducted) by|attackers (?:were|are|from)|who did it)\b/iu,
  ],
  ['financing', /\b(?:financ(?:ed|ing|es)|funded|funding|bankroll\w*|paid for (?:by|it))\b/iu],
  [
    'motive',
    /\b(?:in (?:retaliation|revenge|protest)|retaliat\w+ (?:for|against)|because of (?:his|her|their|its) (?:politic|views|support)|motivated by|to (?:silence|punish|blackmail|extort))\b/iu,
  ],
];
const CAUSE =
  /\b((?:massive |coordinated |large(?:-scale)? |distributed |targeted )*(?:cyber[- ]?attacks?|DDoS(?: attacks?)?|denial[- ]of[- ]service(?: attacks?)?)|(?:misconfigured|faulty|failed|bad|botched) (?:[\p{Ll}-]+ ){0,2}(?:router|rule|deploy(?:ment)?|update|memory module|certificate|configuration|module)|configuration (?:change|push|error)|software update|cut fib(?:er|re) line|power (?:cut|outage|failure)|technical (?:issue|problem|fault|error)|DNS (?:mix-up|failure|problem|error)|hardware failure)\b/iu;

/** What no telemetry shows, and what kind of failure it is said to have been. */
function claims({ text }: Scene): Found[] {
  const found: Found[] = [];
  const put = (measure: Measure, hit: RegExpExecArray): void => {
    found.push({
      measure,
      start: hit.index,
      end: hit.index + hit[0].length,
      because: [{ field: measure.kind, words: hit[0] }],
    });
  };
  for (const [kind, pattern] of CLAIMS) {
    const hit = pattern.exec(text);
    if (hit !== null) put({ kind, party: '' }, hit);
  }
  const cause = CAUSE.exec(text);
  if (cause !== null && !within(found, cause.index)) put({ kind: 'cause', cause: cause[1]!.toLowerCase() }, cause);
  return found;
}
