/**
 * Numbers that measure a failure: reports, people, payments, sources, shares, rates, waves and durations. What a number
 * counts is decided by the noun after it, or by the words around it where there is none.
 */
import type { CountUnit, Measure, Quantity, RateUnit } from '../../model/statement.ts';
import type { Because, Found, Scene } from '../found.ts';
import type { NumberSpan } from '../numbers.ts';
import { durationOf, TIME_UNIT } from './durations.ts';

const REPORTS =
  /\b(?:(?:[\p{L}-]+ )?(?:reports?|complaints?|incidents|notifications?|signalings?|signalements|gripes|alerts|(?:disturbance|outage|fault|error|trouble|user) messages|problem reports|submissions|outages?|issues|mentions|tickets))\b/iu;
const PEOPLE =
  /\b(?:users?|customers?|people|persons|citizens|travell?ers|subscribers|taxpayers|players|accounts|clients|passengers|fans|patients|businesses|households|residents|gamers|shoppers|viewers|listeners|students|employees|staff|drivers|merchants|Brits|Americans|Indians|homes|account holders|investors|traders|motorists|commuters|members of the public|[a-z]+(?:icans|adians|ralians|tians|ndians|anians|nese|eans|rians))\b/iu;
const THINGS =
  /\b(?:websites?|sites|computers|servers|PCs|laptops|phones|companies|firms|organi[sz]ations|schools|hospitals|councils|airports|pharmacies|shops|restaurants|subscriptions|appointments|prescriptions|procedures|operations|surgeries|taps|tunnels|bookings|reservations|parcels|packages|trips|rides|journeys|trains|vehicles|cars|licen[cs]es|permits|ballots|exams|lessons|invoices|purchases|swipes|withdrawals|transfers|meters|kiosks|gates|lanes|lines|connections|links|masts|base stations|properties|premises|wallets|builds|repositories|tenants|workspaces|instances|clusters|shipments|transactions?|payments?|checkouts|requests|logins|calls|flights|orders|sessions|forms|applications|domains|tickets|services|shops|stores|deliveries|messages|emails|queries|trades|terminals|ATMs|branches|apps|devices offline)\b/iu;
const SOURCES =
  /\b(?:(?:unique |distinct |different |separate |malicious |attacking )*(?:IP addresses|IPs|addresses|IP-addresses|sources|source IPs|devices|bots|cameras|recorders|routers|machines|hosts|zombies|hosts|nodes|DVRs|webcams|endpoints|servers|computers))\b/iu;
/** Machines are sources where something attacks with them; else they are what fails. */
const ATTACKING =
  /attack|botnet|\bbots?\b|DDoS|traffic|requests|flood|compromised|infected|hijack|malicious|packets|\bIPs?\b|addresses|sources|zombies|scan(?:s|ned|ning)\b/iu;
const RATES: readonly (readonly [RegExp, RateUnit, number])[] = [
  [/^\s?(?:T(?:bps|bit\/s|b\/s)|terabits?(?: of (?:data|traffic))? (?:per|a|each) second)/iu, 'bits', 1e12],
  [/^\s?(?:G(?:bps|bit\/s|b\/s)|gigabits?(?: of (?:data|traffic))? (?:per|a|each) second)/iu, 'bits', 1e9],
  [/^\s?(?:M(?:bps|bit\/s|b\/s)|megabits?(?: of (?:data|traffic))? (?:per|a|each) second)/iu, 'bits', 1e6],
  [/^\s?(?:Gpps)/u, 'packets', 1e9],
  [/^\s?(?:Mpps)/u, 'packets', 1e6],
  [/^\s?(?:pps|packets (?:per|a|each|\/) ?second)/iu, 'packets', 1],
  [/^\s?(?:Mrps)/u, 'requests', 1e6],
  [
    /^\s?(?:rps|RPS|req(?:uests)?(?: ?\/ ?s(?:ec)?\b|(?: [\p{L}-]+)? (?:per|a|each|every) second)|queries (?:per|a) second)/iu,
    'requests',
    1,
  ],
  [/^\s?(?:requests (?:per|a|each|every) minute)/iu, 'requests', 1 / 60],
];
const TIMES_OF =
  /^\s?(?:[\p{L}-]+ ){0,3}?(?:waves?|bursts?|attacks|outages|spikes|phases|humps|events|occasions|disruptions|failures|breakdowns|crashes|disturbances|surges|times|peaks|bumps|dips|drops|spells|episodes|incidents|blackouts|interruptions)\b/iu;
const FAILS =
  /\b(?:fail|fell|failed|went down|go down|gone down|crash|down|dropped|unavailable|hit|knocked|attack|outage|collapsed|struck|broke)/iu;
const NO_FAILURE =
  /\b(?:revenue|shares?|stock|earnings|employs|workforce|valuation|per cent of the total|salary|salaries|profits?|market cap|investors|budget|prices?|inflation|rain|snow|discount|interest|dividend|wages?|pay rise|turnover|sales|tariffs?|fares?|tax|polls?|voters?|mortgage|rates? cut|unemployment|availability|uptime|service[- ]level|SLA|credits?|compensation|refunds?|polled|survey(?:ed)?|respondents|rivals?|competitors?)\b/iu;
const STANDING =
  /^\s?(?:[\p{L}-]+ )?(?:monthly|daily|active|registered|total(?= \p{L})|paying|weekly)\b|^\s?(?:employees|members|followers|staff|subscribers in all|usual|vantage points|countries|centimet|years?|dollars|euros|pounds|rupees)\b/iu;
const REPORTING =
  /\b(?:reports?|complaints?|downdetector|outages?|users|numbers?|incidents|tracker|notifications|spike|problems?|lost|affected|customers|accounts|figures?|total|tally|toll)\b/iu;
const BARE =
  /(?:\b(?:to|from|at|of|reached|reaching|hit|hitting|crossing|peaked|and|was|were|only|just|is|logged|than|over|nearly|almost|about|around)|[(])\s*$/iu;

/** Another failure than the one that the article is about. */
const OTHER =
  /\b(?:last (?:year|month|summer|winter|autumn|spring)|(?:similar|earlier|previous|unrelated|separate|another) (?:[\p{L}-]+ )?(?:outage|failure|incident|attack|disruption|breakdown|glitch|blackout)|(?:years?|months?|weeks) (?:ago|earlier|before)|[’']s (?:19|20)\d\d (?:outage|failure|incident|attack|disruption)|since (?:19|20)\d\d|(?:outage|failure|incident|attack|disruption) (?:of|in) (?:\p{Lu}\p{Ll}+ )?(?:19|20)\d\d|for comparison)\b/iu;

/** This failure beside another one: the figures are its own. */
const COMPARED =
  /\b(?:(?:larger|longer|worse|bigger|higher|fewer|less|shorter|smaller|widespread|severe) than (?:the|an?|last|in|its|any|that)|unlike|as (?:in|with) (?:the|last))\b/iu;

export function numbersMeasured(scene: Scene): Found[] {
  if (OTHER.test(scene.text) && !COMPARED.test(scene.text)) return [];
  return scene.numbers.flatMap((number, i) => one(scene, number, i) ?? []);
}

function one(scene: Scene, number: NumberSpan, i: number): Found | undefined {
  const { text } = scene;
  const before = text.slice(0, number.from);
  const after = text.slice(number.end);
  if (/\b(?:previous|old|earlier|former) (?:record|high|peak|best)\b[^,;.]{0,20}$/iu.test(before)) return undefined;
  const found = (measure: Measure, end: number, ...more: Because[]): Found => ({
    measure,
    start: number.from,
    end,
    because: [{ field: 'number', words: text.slice(number.from, number.end) }, ...more],
  });
  if (
    /[$€£¥₹#]\s?$|\b(?:Rs\.?|HTTP|error|code|page|version|No\.|section|article|CVE-)\s?$/iu.test(
      text.slice(0, number.start),
    ) ||
    /\bAS\s?$/u.test(text.slice(0, number.start))
  )
    return undefined;
  // Emergency numbers are names.
  if (
    /^(?:911|999|112)$/.test(text.slice(number.start, number.end)) &&
    /^ (?:calls|lines|service|system|centre|center|emergency)/u.test(after)
  )
    return undefined;
  const percent = /^\s?(?:%|per ?cent\b|percentage points)/iu.exec(after);
  if (percent !== null || number.share) return share(scene, number, percent?.[0].length ?? 0, found);
  const rate = RATES.map(([unit, kind, times]) => ({ hit: unit.exec(after), kind, times })).find(
    ({ hit }) => hit !== null,
  );
  if (rate?.hit) {
    const { hit, kind, times } = rate;
    return found({ kind: 'rate', number: scaled(number, times), unit: kind }, number.end + hit[0].length, {
      field: 'unit',
      words: hit[0].trim(),
    });
  }
  const lasting = durationOf(scene, number, i);
  if (lasting !== undefined)
    return lasting.minutes === 0
      ? undefined
      : found({ kind: 'duration', number: { ...quantity(number), value: lasting.minutes } }, lasting.end, {
          field: 'duration',
          words: text.slice(number.from, lasting.end),
        });
  if (TIME_UNIT.test(after) || STANDING.test(after) || /^(?:st|nd|rd|th)\b/u.test(after)) return undefined;
  const times = TIMES_OF.exec(after);
  if (times !== null && number.value >= 2 && number.value <= 30 && Number.isInteger(number.value)) {
    const plain = /times$/iu.test(times[0]);
    if (
      !plain ||
      (FAILS.test(before) &&
        !/^\s?times (?:more|less|as|the|higher|usual|larger|bigger|greater|smaller|faster|above|what|its|that|longer|worse|over|a (?:day|week|month|year))/iu.test(
          after,
        ))
    ) {
      return found({ kind: 'waves', number: quantity(number) }, number.end + times[0].length, {
        field: 'times',
        words: times[0].trim(),
      });
    }
  }
  return count(scene, number, i, found);
}

type Make = (measure: Measure, end: number, ...more: Because[]) => Found;

function share({ text, about }: Scene, number: NumberSpan, length: number, found: Make): Found | undefined {
  const clause = text.slice(Math.max(0, number.from - 70), number.end + 60);
  if (NO_FAILURE.test(clause) && !/\bof (?:problems|reports|complaints|requests|customers|users)\b/iu.test(clause))
    return undefined;
  if (!about || number.value > 100) return undefined;
  const before = text.slice(0, number.from);
  if (/\b(?:below|from(?: below)?)\s*$/iu.test(before) && /\bto \d/u.test(text.slice(number.end))) return undefined;
  const of = /^[^.,;]{0,60}/u.exec(text.slice(number.end + length))?.[0].trim() ?? '';
  return found(
    { kind: 'share', number: quantity(number), of },
    number.end + length,
    ...(of === '' ? [] : [{ field: 'of', words: of }]),
  );
}

function count({ text, about, numbers }: Scene, number: NumberSpan, i: number, found: Make): Found | undefined {
  const after = text.slice(number.end);
  const noun = /^(?:\+)?[^.,;:()“”]{0,48}/u
    .exec(after)![0]
    .split(
      /\b(?:and|or|were|was|had|have|with|at|in|by|on|from|as|for|who|that|than|to|when|after|before|compared|versus)\b/iu,
    )[0]!;
  const of = /^\s?of (?:them|its|the|their|our) ((?:[\d.,]+ )?[^.,;]{0,30})/u.exec(after)?.[1] ?? '';
  const words = `${noun}${of}`;
  const before = text.slice(0, number.from);
  if (
    /\b(?:aged?|in|since|until|of|for|on|by|March|May|April|June|July|January|February|August|September|October|November|December)\s$/iu.test(
      before,
    ) &&
    number.value >= 1900 &&
    number.value <= 2100 &&
    !/\d[.,'’ ]\d/u.test(text.slice(number.start, number.end)) &&
    noun.trim() === ''
  )
    return undefined;
  const last = numbers[i - 1];
  // "half of the bank's 900 branches": the whole that the share is of.
  if (last?.share === true && /^ of (?:the|its|their|all|our) [^,.;]*$/u.test(text.slice(last.end, number.start)))
    return undefined;
  // The whole that a part is of, and what is usual in a day, are not what failed.
  if (/\d of (?:the|its|their|our|all) $/u.test(before)) return undefined;
  if (
    /^[^,.;]{0,40}\b(?:(?:a|per|each|every) (?:day|week|month|year|hour)|daily|annually|in normal times)\b/iu.test(
      after,
    )
  )
    return undefined;
  const make = (kind: 'sources' | CountUnit, hit: RegExpExecArray): Found =>
    found(
      kind === 'sources' ? { kind, number: quantity(number) } : { kind: 'count', number: quantity(number), unit: kind },
      number.end + hit.index + hit[0].length,
      { field: 'unit', words: hit[0] },
    );
  const hits = [
    [ATTACKING.test(text) ? 'sources' : 'other', SOURCES.exec(words)],
    ['reports', REPORTS.exec(words)],
    ['people', PEOPLE.exec(words)],
    ['other', THINGS.exec(words)],
  ] as const;
  const nearest = hits
    .flatMap(([kind, hit]) => (hit === null ? [] : [{ kind, hit }]))
    .toSorted((a, b) => a.hit.index - b.hit.index)[0];
  // "11,000 flights were delayed and 1,300 cancelled": the same things, and what became of them.
  const became =
    /^ (?:more )?(?:were )?(?:cancelled|canceled|delayed|diverted|affected|declined|rejected|lost|postponed|grounded|stranded|offline|down)\b/iu.exec(
      after,
    );
  if (
    nearest === undefined &&
    became !== null &&
    numbers.some((other) => other.end < number.from) &&
    about &&
    number.value >= 10
  ) {
    return found({ kind: 'count', number: quantity(number), unit: 'other' }, number.end + became[0].length, {
      field: 'unit',
      words: became[0].trim(),
    });
  }
  const small = number.value < 10;
  if (
    nearest !== undefined &&
    !small &&
    !(nearest.kind === 'reports' && number.value < 20 && /outages|incidents|issues/iu.test(nearest.hit[0]))
  ) {
    if (
      /\b(?:has|have|with|employs|serves|boasts|operates|runs|owns|handles|its|to its|of its)\s*(?:about |some |around |more than |over )*$/iu.test(
        before,
      ) &&
      (nearest.kind === 'people' || nearest.kind === 'other') &&
      !/\b(?:affect|hit|lost|report|unable|locked|count|complain|number of)/iu.test(text)
    )
      return undefined;
    return make(nearest.kind, nearest.hit);
  }
  if (small || !about) return undefined;
  return bare(text, number, before, noun, numbers[i - 1], found);
}

/** A number without a noun of its own: "before falling to 2,150", "and 92,000 for Instapic", "fewer than 5,000". */
function bare(
  text: string,
  number: NumberSpan,
  before: string,
  noun: string,
  last: NumberSpan | undefined,
  found: Make,
): Found | undefined {
  const next = noun.trim();
  if (
    next !== '' &&
    !/^(?:within|today|so far|already|around|globally|worldwide|in total|there|here|overall|this|last|before|after|at|by|on|when|shortly|just|per|from|in|compared|and|as|\p{Lu})/u.test(
      next,
    )
  )
    return undefined;
  if (
    number.value < 20 ||
    (number.value >= 1900 && number.value <= 2100 && !/[\d][.,' ]/u.test(text.slice(number.start, number.end)))
  )
    return undefined;
  if (/\b(?:AS|page|flight|route|bus|train|aged?|,)\s*$/iu.test(before) && number.approximation === 'exact')
    return undefined;
  const context = `${before.slice(-110)} ${text.slice(number.end, number.end + 60)}`;
  if (/\bbotnet|\bdevices|\baddresses/iu.test(context) && number.value >= 100) {
    return found({ kind: 'sources', number: quantity(number) }, number.end, { field: 'unit', words: 'botnet' });
  }
  const reporting = REPORTING.exec(context);
  const counted =
    number.approximation !== 'exact' || BARE.test(before) || (last !== undefined && before.length - last.end < 60);
  if (reporting === null || !counted) return undefined;
  const unit = /\b(?:customers|people)\b/iu.test(context) && !/\breports?\b/iu.test(context) ? 'people' : 'reports';
  return found({ kind: 'count', number: quantity(number), unit }, number.end, { field: 'unit', words: reporting[0] });
}

const quantity = ({ value, high, approximation }: NumberSpan): Quantity => ({
  value: Math.round(value * 1e6) / 1e6,
  ...(high === undefined ? {} : { high }),
  approximation,
});
const scaled = (number: NumberSpan, times: number): Quantity => ({
  ...quantity(number),
  value: Number((number.value * times).toPrecision(12)),
  ...(number.high === undefined ? {} : { high: number.high * times }),
});
