/**
 * When it began and when it ended, how long in words without a number, and how many times where no number stands: "twice",
 * "the third outage", "at 6 and again at 10".
 */
import type { ClockSpan } from '../clocks.ts';
import type { Found, Scene } from '../found.ts';

const BEGAN =
  /\b(?:began|begins|begun|begin|beginning|started|starts?|starting|first (?:noticed|reported|seen|detected|appeared|signs?|failure|failed|errors?|alerts?)|first(?! (?:notice|statement|post|update|message|response|public|official|acknowledg\w+|time|quarter|half|day|week|tweet|said|word)\b)|since|went (?:down|dark|offline|kaput)|gone down|fell over|noticed|crashed|failed(?= (?:at|around|about|just|shortly|in the))|stopped (?:answering|responding)|collapsed(?= at)|broke down|died(?= at)|halted|suspended|interrupted|lost (?:power|connection|connectivity|signal)|dropped (?:out|offline)|cut out|buckled|was hit|were hit|hit|onset|stopped working|detected|emerged|unreachable (?:for [^,.]{1,20} )?from|problems? (?:with[^,.]{1,30} )?(?:was|were) reported|saw the first|(?:outage|wave|spike|disruption),? (?=at\b))\b/iu;
const ENDED =
  /\b(?:resolved|restored|recovered?|recovery|back (?:up|online|to normal|to life|in service)|came back|come back|was over|were over|over by|ended|until|repaired|return(?:ed|s|ing)? (?:to normal|by|at)|fixed|working again|limp(?:ed|ing) back|service (?:returned|came back)|(?:is|are|was|were) back|subsided|lifted|(?:normal )?service resumed|resumed(?= (?:at|by|around|just|shortly))|normali[sz]ed|all clear|reachable again|up again|everything is back|operational again|(?:flowing|functioning|operating|running|working|behaving) (?:as )?normal(?:ly)?|mitigat(?:ed|ion (?:was )?complete)|clear(?:ed)?(?= (?:at|by)\b)|complete(?= at\b))\b/iu;
const NO_END =
  /\b(?:not|yet to be|still|hopes?|expects?|will be|aims?|partially|another) (?:fully |been )?(?:resolved|restored|back|recovered|fixed)\b|\b(?:a third|half|some) of .{1,40}back\b/iu;
const ORDINALS: Readonly<Record<string, number>> = {
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
};
const ORDINAL =
  /(?<!\b(?:per|a|each|every)[ -])\b(second|third|fourth|fifth|sixth|seventh|eighth|[2-5](?:nd|rd|th)) (?:[\p{L}-]+ ){0,3}?(?:time|outage|breakdown|failure|spike|wave|bump|disruption|crash|glitch|incident|attack|blackout|peak|surge|disturbance|hump|fault|collapse|shutdown|problem|stoppage|meltdown)\b/iu;
const TWICE =
  /\b(?:(?:failed|fell|crashed|went down|hit|down|struck|knocked out|offline|attacked|happened|broke(?: down)?) (twice|thrice)|(twice|thrice) (?:failed|fell|crashed|went down|hit))\b/iu;
/** "twice since Easter", "the bank's fourth in 2025", "three times since Monday": said of the same failure. */
const SINCE =
  /\b(?:(twice|thrice) (?:since|in (?:as many|the (?:past|last)|a|two|three|four))|(two|three|four|five|six|\d) times (?:since|in (?:as many|the (?:past|last)))|[’']s (second|third|fourth|fifth|sixth) (?:in|since|this)\b)/iu;
const TIMES: Readonly<Record<string, number>> = { twice: 2, thrice: 3, two: 2, three: 3, four: 4, five: 5, six: 6 };
const AGAIN =
  /\b(?:at|around|from|between)\b[^;]{1,70}?\b(?:and|then)(?: then)? again (?:at|around|from|between|just|shortly|later)\b/iu;

const SPOKEN_LENGTHS: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:roughly |about |around |nearly |almost |over |more than |just over |at least )?an hour and three quarters\b/iu,
    105,
  ],
  [/\b(?:roughly |about |around |nearly |almost |over |more than |just over |at least )?an hour and a half\b/iu, 90],
  [/\b(?:roughly |about |around |nearly |almost |over |more than |just over |at least )?an hour and a quarter\b/iu, 75],
  [
    /\b(?:roughly |about |around |nearly |almost |over |more than |just over |at least |for |lasted )+an hour\b(?! (?:and|after|later|before|ago|earlier))/iu,
    60,
  ],
  [
    /\b(?:roughly |about |around |nearly |almost |over |more than |just over |at least |for |lasted )+half an hour\b(?! (?:after|later|before|ago))/iu,
    30,
  ],
  [/\b(?:for |about |roughly |lasted |around )+(?:a )?quarter of an hour\b/iu, 15],
  [/\b(?:for |about |roughly |lasted |around )+three[- ]quarters of an hour\b/iu, 45],
];

/** Opening hours, and what is yet to come. */
const ELSE =
  /\b(?:tomorrow|next (?:week|month|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|(?:call|ring|phone|hotline|helpline|opening hours|open (?:daily|from)|lines are open)\b[^.]*\b(?:between|from)\b)/iu;

export function timesMeasured(scene: Scene): Found[] {
  return [...edges(scene), ...lengths(scene), ...times(scene)];
}

function edges(scene: Scene): Found[] {
  const { text, clocks } = scene;
  const found: Found[] = [];
  const put = (kind: 'onset' | 'end', clock: ClockSpan, words: string): void => {
    const { start, end, clock: at, zone, approximation } = clock;
    if (found.some(({ measure }) => measure.kind === kind && measure.at.clock === at)) return;
    const zoned = zone ?? clocks.find((other) => other.zone !== undefined && Math.abs(other.start - end) < 12)?.zone;
    found.push({
      measure: { kind, at: { clock: at, zone: zoned, approximation } },
      start,
      end,
      because: [
        { field: 'time', words: text.slice(start, end) },
        { field: kind, words },
      ],
    });
  };
  clocks.forEach((clock, i) => {
    // The same moment in a second zone is no second time.
    if (i > 0 && /^[\s(=/]*$/u.test(text.slice(clocks[i - 1]!.end, clock.start))) return;
    if (/\b(?:and|then) again (?:from|at|around|between)? ?(?:about |around )?$/iu.test(text.slice(0, clock.start)))
      return;
    if (ELSE.test(text)) return;
    const other = clocks[i + 1];
    const before = text.slice(i === 0 ? 0 : clocks[i - 1]!.end, clock.start);
    const apart = other === undefined ? '' : text.slice(clock.end, other.start);
    if (
      other !== undefined &&
      /^\s?(?:and|to|until|till|[-–—])\s?$/iu.test(apart) &&
      /\b(?:between|from|outage|down|unavailable|failed|failure)\b[^.]*$/iu.test(before) &&
      !/\b(?:received|notifications|reports|registered)\b/iu.test(before)
    ) {
      put('onset', clock, `${before.split(/\s+/).at(-2) ?? ''} … ${apart.trim()}`);
      put('end', other, apart.trim());
      return;
    }
    const began = last(BEGAN, before);
    const ended = last(ENDED, before);
    const near = 75;
    const since = /\b(?:since|from)\s*(?:(?:about|around|approximately|as early as|shortly before|~)\s*)?$/iu.test(
      before,
    );
    const later = began === undefined || ended === undefined || ended.index > began.index || /^since$/iu.test(began[0]);
    if (ended !== undefined && before.length - ended.index < near && later && !NO_END.test(text))
      put('end', clock, ended[0]);
    else if (began !== undefined && before.length - began.index < near && !crossed(before.slice(began.index)))
      put('onset', clock, began[0]);
    else if (since && scene.about && other === undefined && !/\breports\b/iu.test(before)) put('onset', clock, 'since');
    else if (i === 0 && (clock.start < 4 || (AT.test(text) && clock.start < 24))) stamped(scene, clock, put);
    else {
      // "Two hours later, at 16:30, most services had recovered".
      const behind = (i > 0 ? /^[^.;]{0,25}/u : /^,[^.;,]{0,45}/u).exec(text.slice(clock.end))?.[0] ?? '';
      if (ENDED.test(behind) && !NO_END.test(text)) put('end', clock, behind.trim());
    }
  });
  return found;
}

/** "14:31 – Error rates return to normal." and "[Resolved] This incident has been resolved. Mar 3, 17:48": what the line is about happened then. */
function stamped(
  { text }: Scene,
  clock: ClockSpan,
  put: (kind: 'onset' | 'end', clock: ClockSpan, words: string) => void,
): void {
  const rest = text.slice(clock.end);
  const ended = ENDED.exec(rest);
  const began = BEGAN.exec(rest);
  if (
    began !== null &&
    began.index < 60 &&
    !crossed(rest.slice(0, began.index)) &&
    (ended === null || began.index < ended.index) &&
    AT.test(text)
  ) {
    put('onset', clock, began[0]);
  } else if (ended !== null && !NO_END.test(rest) && !/\d/u.test(rest.slice(0, ended.index)))
    put('end', clock, ended[0]);
}

/** A sentence that begins with its time. */
const AT = /^(?:At|Around|From|Since|Just (?:after|before)|Shortly (?:after|before)|About|By) /u;

/** Whether another thing is told between a word and the time: "began … and reports peaked at". */
const crossed = (between: string): boolean =>
  /\b(?:peak|spik|fell|falling|acknowledged|posted|said|wrote|tweeted|published|announced|investigating|by the time|and reports|received)\b/iu.test(
    between,
  );

function last(pattern: RegExp, text: string): RegExpExecArray | undefined {
  return [...text.matchAll(new RegExp(pattern.source, 'giu'))].at(-1);
}

function lengths({ text }: Scene): Found[] {
  for (const [pattern, minutes] of SPOKEN_LENGTHS) {
    const hit = pattern.exec(text);
    if (hit === null) continue;
    const approximation = /\b(?:over|more than|at least)\b/iu.test(hit[0])
      ? 'over'
      : /\b(?:nearly|almost)\b/iu.test(hit[0])
        ? 'nearly'
        : 'about';
    return [
      {
        measure: { kind: 'duration', number: { value: minutes, approximation } },
        start: hit.index,
        end: hit.index + hit[0].length,
        because: [{ field: 'duration', words: hit[0] }],
      },
    ];
  }
  return [];
}

function times({ text }: Scene): Found[] {
  const make = (value: number, hit: RegExpExecArray): Found[] => [
    {
      measure: { kind: 'waves', number: { value, approximation: 'exact' } },
      start: hit.index,
      end: hit.index + hit[0].length,
      because: [{ field: 'times', words: hit[0] }],
    },
  ];
  const twice = TWICE.exec(text);
  if (twice !== null && !/\b(?:if|will|more this year)\b/iu.test(text))
    return make(/thrice/iu.test(twice[0]) ? 3 : 2, twice);
  const ordinal = ORDINAL.exec(text);
  if (ordinal !== null && !/\bsecond (?:quarter|half|largest|biggest)\b/iu.test(ordinal[0]))
    return make(ORDINALS[ordinal[1]!.toLowerCase()]!, ordinal);
  const since = SINCE.exec(text);
  const often = since?.[1] ?? since?.[2];
  if (since !== null) {
    const value =
      often === undefined ? ORDINALS[since[3]!.toLowerCase()] : (TIMES[often.toLowerCase()] ?? Number(often));
    if (value !== undefined) return make(value, since);
  }
  const again = AGAIN.exec(text);
  return again === null ? [] : make(2, again);
}
