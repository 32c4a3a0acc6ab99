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
const NAMED_CODE =
  /\b(?:(?<=\b(?:[Ee]rror|[Cc]ode|message)(?: code| message)?[ :#(“"]{1,3})[A-Z]{1,6}-?\d{2,6}\b|(?:50[0234]|52[0-7]|530)(?= (?:on|from) (?:the|our|their|every|all)\b)|(?:50[0234]|52[0-7])s\b|0x[0-9A-Fa-f]{4,8}\b|ERR_[A-Z_]+|[A-Z]{3,}_[A-Z_]{4,}|NXDOMAIN|SERVFAIL|ECONN\w+)\b/u;
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
  const found: Found[] = [];
  const single = [...text.matchAll(SINGLE)].map(({ index, 1: words }) => ({
    start: index + 1,
    end: index + 1 + words!.length,
  }));
  for (const { start, end } of [...quoted, ...single]) {
    const words = text.slice(start, end).replace(/[.,!]$/u, '');
    const around = `${text.slice(Math.max(0, start - 60), start)} ${SEEN_AFTER.exec(text.slice(end))?.[0] ?? ''}`;
    // What a screen says of itself may be "we"; what people say is no message.
    const isScreen = SCREEN.test(around);
    if (
      words.length >= 4 &&
      words.length <= 110 &&
      ERRORISH.test(words) &&
      !/\brates?\b/iu.test(words) &&
      (isScreen || (SHOWN.test(around) && !/\b(?:we|I|our|you['’]re|he|she|they)\b/iu.test(words)))
    )
      found.push(make(words, start, words.length));
  }
  for (const pattern of [CODE, NAMED_CODE]) {
    const code = pattern.exec(text);
    if (code !== null && !within(found, code.index))
      found.push(make(code[1] ?? code[2] ?? code[0], code.index, code[0].length));
  }
  if (found.length > 0) return found;
  const block = BLOCK.exec(text);
  if (block !== null) return [make(block[0], 0, block[0].length)];
  const known = KNOWN.exec(text);
  return known === null ? [] : [make(known[0], known.index, known[0].length)];
}

/** A message in single marks, as British papers set it. */
const SINGLE = /(?<![\p{L}\p{N}])['‘](\p{Lu}[^'’‘”“]{3,90})['’](?![\p{L}])/gu;

/** The words of a screen, and not of a person. */
const SCREEN =
  /\b(?:(?:error |following |this |the )message|error|notice|banner|screen|page|pop-?up|app (?:just )?says|(?:app|site|client|portal|terminal|website|dashboard) (?:just |only |now |simply )?(?:says|said|shows?|showed|displays?|displayed|reads?)|clients? logged|log(?:s|ged)?)\b[^.;“”]{0,30}[“‘'"]?\s*$/iu;
/** A line that is nothing but a message: a code with a colon, or an exception's name. */
const BLOCK =
  /^(?:[A-Z][A-Z0-9_-]{2,}\d[A-Z0-9-]*|[A-Za-z.]+(?:Error|Exception)|[Ee]rror(?: \d+)?|x509|curl|ssh|npm ERR!): [^.]{8,110}$/u;

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
/** What fails, breaks or is done wrong: a cause names one of these. */
const CULPRIT =
  '(?:fail(?:ure|ed)|faults?|faulty|bugs?|errors?|issues?|problems?|glitch(?:es)?|misconfigur\\w+|config(?:uration)?s?|updates?|patch(?:es)?|upgrades?|migrations?|changes?|deploy(?:ment)?s?|rollouts?|release|certificates?|disks?|memory|databases?|deadlock|lock|switch(?:es)?|routers?|routing|routes?|cables?|fib(?:re|er)s?|power|cooling|air[- ]condition\\w+|fire|flood\\w*|storm|lightning|leak\\w*|overload\\w*|over-?heat\\w+|capacity|surges?|traffic|attacks?|cyber\\w*|DDoS|malware|ransomware|intrusion|breach|hack(?:ers?|ed|ing)?|human error|maintenance|software|hardware|firmware|DNS|BGP|filters?|rules?|keys?|scripts?|feature file|suppl(?:ier|y)|vendor|third[- ]party|generators?|batter(?:y|ies)|UPS|cuts?|construction|excavator|sabotage|servers?|load balancers?|cache|expired|clock|storage|component|module|line card|network|data cent(?:re|er)|demand)';
const NAMED_BY =
  '(?:(?:was |were |is |been |being )?(?:caused|triggered|sparked|provoked|prompted|brought (?:about|on)|set off) by|due to|because of|as a (?:result|consequence) of|(?:the )?result of|resulted from|stemm(?:ed|ing|s) from|trac(?:ed|ing) (?:\\w+ ){0,4}?(?:back )?to|attribut(?:ed|ing|es) (?:\\w+ ){0,5}?to|(?:put|puts|putting) (?:\\w+ ){0,4}?down to|(?:was|were|is) (?:all )?down to|pinn(?:ed|ing) (?:\\w+ ){0,4}?on|bla(?:med|mes|ming)(?: (?:it|this|the \\w+|what it called))?(?: on)?|(?:root )?cause(?: of the \\w+)? (?:was|is|as|had been|turned out to be)|[Cc]ause:|root cause:|point(?:ed|ing|s) to|originat(?:ed|ing) (?:in|from|with)|culprit (?:was|is)|looks? like|amid|following|after)';
const CAUSED = new RegExp(
  `\\b${NAMED_BY} ((?:an? |the |its |their |what it called |“)*(?:(?!(?:that|which|who|and then|but|while|when|until|before)\\b)[^\\s,.;:“”()]+ ){0,7}?(?:[^\\s,.;:“”()]*\\b${CULPRIT}\\b)(?: (?!(?:that|which|who|and|but|while|when|in|of|at|on|to|with|by|for|between|was|were|is|had|has)\\b)[\\p{Ll}-]+){0,3}(?: (?:in|of|at|on|to|with|by|for) (?:(?!(?:that|which|who|and|but|while|when)\\b)[^\\s,.;:“”()]+ ?){1,5})?)`,
  'iu',
);
/** No cause by itself: what failed, once more. */
const ITSELF =
  /^(?:the|an?|this|that|its) (?:issues?|problems?|errors?|failure|faults?|outage|network|servers?|storm|traffic|changes?)$/iu;
/** "A bad configuration push took out our authentication tier": the cause before its effect. */
const TOOK_DOWN = new RegExp(
  `\\b((?:an? |the |one |single )(?:[\\p{L}-]+ ){0,4}?${CULPRIT}(?: [\\p{L}-]+){0,3}?) (?:took (?:down|out|offline)|knocked (?:out|offline)|brought down|had caused|caused|causing|triggered|led to|crashed|disrupted|prevented|was to blame|is to blame|was the cause|was responsible|had (?:failed|expired))\\b`,
  'iu',
);
/** Broken things by themselves, where the sentence is about what failed. */
const CAUSE =
  /\b((?:massive |coordinated |large(?:-scale)? |distributed |targeted )*(?:cyber[- ]?attacks?|DDoS(?: attacks?)?|denial[- ]of[- ]service(?: attacks?)?)|(?:misconfigured|faulty|failed|bad|botched|expired|broken|corrupt(?:ed)?|defective|severed|damaged|buggy|erroneous) (?:[\p{Ll}-]+ ){0,3}(?:router|rule|deploy(?:ment)?|update|memory module|certificate|configuration|module|switch|disk|server|cable|filter|unit|rollout|file|database|patch|change|upgrade|card|component|key|script)|configuration (?:change|push|error)|software (?:update|bug|error|glitch)|cut fib(?:er|re)(?: line)?|fib(?:re|er) cut|cable cut|power (?:cut|outage|failure|loss)|technical (?:issue|problem|fault|error|glitch)|DNS (?:mix-up|failure|problem|error)|hardware (?:failure|fault)|cooling (?:issue|failure|problem)|human error|(?:disk|server|memory|storage) [^.;]{0,30}was full)\b/iu;
/** What is asked after, and denied, as a cause. */
const ATTACKED =
  /\b(?:attack(?:ed|ers?)?|cyber[- ]?(?:attack|incident|criminals?)|hack(?:ed|ers?|ing)|break-in|intrusion|hostile (?:act|actor)|(?:security |data )?breach|malicious (?:act|activity|actor|intent)|foul play|sabotage|ransomware|malware)\b/iu;

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
  for (const pattern of [CAUSED, TOOK_DOWN, CAUSE]) {
    const cause = pattern.exec(text);
    if (
      cause === null ||
      ITSELF.test(cause[1]!.trim()) ||
      within(found, cause.index) ||
      found.some(({ measure }) => measure.kind === 'cause')
    )
      continue;
    // "after", "amid" and "following" tell an order; only with what breaks by itself do they tell a cause.
    if (/^(?:after|amid|following)\b/iu.test(cause[0]) && !CAUSE.test(cause[0])) continue;
    put({ kind: 'cause', cause: cause[1]!.trim().toLowerCase() }, cause);
  }
  const attacked = ATTACKED.exec(text);
  if (attacked !== null && !within(found, attacked.index) && (denies(text) || found.length === 0) && asks(text))
    put({ kind: 'cause', cause: attacked[0].toLowerCase() }, attacked);
  return found;
}

/** Whether a sentence says that it was none, or wonders whether it was one: a plain mention is no statement. */
const denies = (text: string): boolean =>
  /\b(?:no|not|never|nor|without|den(?:y|ies|ied)|rul(?:ed?|es|ing) out|wasn[’']t|isn[’']t|was not|nothing|neither|unrelated)\b/iu.test(
    text,
  );
const asks = (text: string): boolean =>
  denies(text) ||
  /\b(?:could|may|might|possibly|suspect\w*|likely|believed|consistent with|was it|whether)\b/iu.test(text);
