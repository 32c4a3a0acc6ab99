/**
 * Numbers that measure a failure: reports, people, payments, sources, shares, rates, waves and durations. What a number
 * counts is decided by the noun after it, or by the words around it where there is none.
 */
import type { CountUnit, Measure, Quantity, RateUnit } from '../../model/statement.ts';
import type { Because, Found, Scene } from '../found.ts';
import type { NumberSpan } from '../numbers.ts';

const REPORTS =
  /\b(?:(?:[\p{L}-]+ )?(?:reports?|complaints?|incidents|notifications?|signalings?|signalements|gripes|alerts|(?:disturbance|outage|fault|error|trouble|user) messages|problem reports|submissions|outages?|issues|mentions|tickets))\b/iu;
const PEOPLE =
  /\b(?:users?|customers?|people|persons|citizens|travell?ers|subscribers|taxpayers|players|accounts|clients|passengers|fans|patients|businesses|households|residents|gamers|shoppers|viewers|listeners|students|employees|staff|drivers|merchants|Brits|Americans|Indians|homes|account holders|investors|traders|motorists|commuters|members of the public|[a-z]+(?:icans|adians|ralians|tians|ndians|anians|nese|eans|rians))\b/iu;
const THINGS =
  /\b(?:websites?|sites|transactions?|payments?|checkouts|requests|logins|calls|flights|orders|sessions|forms|applications|domains|tickets|services|shops|stores|deliveries|messages|emails|queries|trades|terminals|ATMs|branches|apps|devices offline)\b/iu;
const SOURCES =
  /\b(?:(?:unique |distinct |different |separate |malicious |attacking )*(?:IP addresses|IPs|addresses|IP-addresses|sources|source IPs|devices|bots|cameras|recorders|routers|machines|hosts|zombies|hosts|nodes|DVRs|webcams|endpoints))\b/iu;
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
  /^\s?(?:[\p{L}-]+ ){0,3}?(?:waves?|bursts?|attacks|outages|spikes|phases|humps|events|occasions|disruptions|failures|breakdowns|crashes|disturbances|surges|times|peaks|bumps|episodes|incidents|blackouts|interruptions)\b/iu;
const FAILS =
  /\b(?:fail|fell|failed|went down|go down|gone down|crash|down|dropped|unavailable|hit|knocked|attack|outage|collapsed|struck|broke)/iu;
const TIME_UNIT =
  /^[- ]?(?:(and a half)[- ])?(seconds?|secs?|minutes?|mins?\b\.?|min\b|hours?|hrs?\b|h\b|days?|weeks?)(?: (?:and|,)? ?a (half|quarter))?(?! (?:ago|usual|old|earlier|before|long process))/iu;
const MINUTES: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440, w: 10080 };
const NOT_LASTING =
  /\b(?:in|within|every|past|last|next few|for the last|per|under|only|after|of|each|first|until|by|than \d+ in|over the)\s*(?:under |just |about |around |the )*$/iu;
const LASTING =
  /(?:outage|lasted|lasting|lasts|for|down|unreachable|offline|took|took a bit|outage of|goes? on|went on|gone on|dark|longest|shortest|about|total of|locked out|out of service|cut|all told|nearly|roughly|more than|around|then|the (?:next|whole)|over after|were over|disrupted|unavailable|impacted|duration|each|half|thing|returned|later|\()/iu;
const NO_FAILURE =
  /\b(?:revenue|shares?|stock|earnings|employs|workforce|valuation|per cent of the total|salary|profit|market cap|investors)\b/iu;
const STANDING =
  /^\s?(?:[\p{L}-]+ )?(?:monthly|daily|active|registered|total(?= \p{L})|paying|weekly)\b|^\s?(?:employees|members|followers|staff|subscribers in all|usual|vantage points|countries|centimet|years?|dollars|euros|pounds|rupees)\b/iu;
const REPORTING =
  /\b(?:reports?|complaints?|downdetector|outages?|users|numbers?|incidents|tracker|notifications|spike|problems?|lost|affected|customers|accounts)\b/iu;
const BARE =
  /(?:\b(?:to|from|at|of|reached|reaching|hit|hitting|crossing|peaked|and|was|were|only|just|is|logged|than|over|nearly|almost|about|around)|[(])\s*$/iu;

export function numbersMeasured(scene: Scene): Found[] {
  return scene.numbers.flatMap((number, i) => one(scene, number, i) ?? []);
}

function one(scene: Scene, number: NumberSpan, i: number): Found | undefined {
  const { text } = scene;
  const before = text.slice(0, number.from);
  const after = text.slice(number.end);
  const found = (measure: Measure, end: number, ...more: Because[]): Found => ({
    measure,
    start: number.from,
    end,
    because: [{ field: 'number', words: text.slice(number.from, number.end) }, ...more],
  });
  if (
    /[$€£¥₹#]\s?$|\b(?:Rs\.?|AS|HTTP|error|code|page|version|No\.|section|article|CVE-)\s?$/iu.test(
      text.slice(0, number.start),
    )
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
  const lasting = duration(scene, number, i);
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
    if (!plain || (FAILS.test(before) && !/^\s?times (?:more|less|as|the|higher|usual)/iu.test(after))) {
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

/** Minutes said, 0 where a time is meant that is no duration of a failure; undefined where no time is meant. */
function duration(
  { text, numbers, quoted }: Scene,
  number: NumberSpan,
  i: number,
): { minutes: number; end: number } | undefined {
  const after = text.slice(number.end);
  const unit = TIME_UNIT.exec(after);
  if (unit === null) return /^(?:h|m) ?\d/u.test(after) ? compact(text, number) : undefined;
  const kind = unit[2]![0]!.toLowerCase();
  let end = number.end + unit[0].length;
  let minutes =
    (number.value + (unit[1] === undefined ? 0 : 0.5) + (unit[3] === 'half' ? 0.5 : unit[3] === 'quarter' ? 0.25 : 0)) *
    MINUTES[kind]!;
  const next = numbers[i + 1];
  if (
    kind === 'h' &&
    next !== undefined &&
    /^,?\s?(?:and )?$/u.test(text.slice(end, next.start)) &&
    /^[- ]?m/iu.test(text.slice(next.end))
  ) {
    minutes += next.value;
    end = next.end + (/^[- ]?(?:minutes?|mins?)/iu.exec(text.slice(next.end))?.[0].length ?? 0);
  }
  const back = numbers[i - 1];
  const second =
    back !== undefined && /^[- ]?(?:hours?|h) ?(?:and )?$/u.test(text.slice(back.end, number.start)) && kind === 'm';
  const before = text.slice(0, number.from);
  const around = `${before.slice(-60)} ${text.slice(end, end + 25)}`;
  const no =
    second ||
    (NOT_LASTING.test(before.slice(-25)) &&
      !/\b(?:normal|restored|over|resolved|back|fixed|ended|online) after\s*$/iu.test(before)) ||
    (kind === 'w' && !/\blast/iu.test(around)) ||
    (kind === 's' && !/\b(?:lasted|outage|down)\b/iu.test(around)) ||
    (/^\s(?:after(?! (?:it|they|the outage|the disruption) (?:went|began|started|first))|before|into|since|notice|later, |to (?:fix|respond))/iu.test(
      text.slice(end),
    ) &&
      !/^\s(?:later)/iu.test(text.slice(end))) ||
    !LASTING.test(around) ||
    (kind === 'd' && !/\blast|down for|outage/iu.test(around)) ||
    (quoted.length > 0 && /\b(?:you|your) (?:can|should|must|have)\b/iu.test(before));
  return { minutes: no ? 0 : Math.round(minutes * 100) / 100, end };
}

/** "1h 40m" */
function compact(text: string, number: NumberSpan): { minutes: number; end: number } | undefined {
  const form = /^(?:h) ?(\d{1,2}) ?m(?:in)?\b/u.exec(text.slice(number.end));
  return form === null ? undefined : { minutes: 60 * number.value + Number(form[1]), end: number.end + form[0].length };
}

function count({ text, about, numbers }: Scene, number: NumberSpan, i: number, found: Make): Found | undefined {
  const after = text.slice(number.end);
  const noun = /^(?:\+)?[^.,;:()“”]{0,48}/u
    .exec(after)![0]
    .split(
      /\b(?:and|or|were|was|had|have|with|at|in|by|on|from|as|for|who|that|than|to|when|after|before|compared|versus)\b/iu,
    )[0]!;
  const of = /^\s?of (?:them|its|the) ([^.,;]{0,30})/u.exec(after)?.[1] ?? '';
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
  const make = (kind: 'sources' | CountUnit, hit: RegExpExecArray): Found =>
    found(
      kind === 'sources' ? { kind, number: quantity(number) } : { kind: 'count', number: quantity(number), unit: kind },
      number.end + hit.index + hit[0].length,
      { field: 'unit', words: hit[0] },
    );
  const hits = [
    ['sources', SOURCES.exec(words)],
    ['reports', REPORTS.exec(words)],
    ['people', PEOPLE.exec(words)],
    ['other', THINGS.exec(words)],
  ] as const;
  const nearest = hits
    .flatMap(([kind, hit]) => (hit === null ? [] : [{ kind, hit }]))
    .toSorted((a, b) => a.hit.index - b.hit.index)[0];
  const small = number.value < 10;
  if (
    nearest !== undefined &&
    !small &&
    !(nearest.kind === 'reports' && number.value < 20 && /outages|incidents|issues/iu.test(nearest.hit[0]))
  ) {
    if (
      /\b(?:has|have|with|employs|serves|boasts|its|to its|of its)\s*(?:about |some |around |more than |over )*$/iu.test(
        before,
      ) &&
      nearest.kind === 'people' &&
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
    !/^(?:within|today|so far|already|around|globally|worldwide|in total|there|here|overall|this|last|before|after|\p{Lu})/u.test(
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
