/** How long it lasted: a number with a unit of time, where it is the failure that lasted and not a wait, a deadline or a habit. */
import type { Scene } from '../found.ts';
import type { NumberSpan } from '../numbers.ts';

export const TIME_UNIT =
  /^[- ]?(?:(and a half)[- ])?(seconds?|secs?|minutes?|mins?\b\.?|min\b|hours?|hrs?\b|h\b|days?|weeks?)(?: (?:and|,)? ?a (half|quarter))?(?! (?:ago|usual|old|earlier|before|long process))/iu;
const MINUTES: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440, w: 10080 };
const NOT_LASTING =
  /\b(?:in|within|every|past|last|next few|for the last|per|under|only|after|of|each|first|until|by|than \d+ in|over the)\s*(?:under |just |about |around |the )*$/iu;
const LASTING =
  /(?:outage|lasted|lasting|lasts|for|down|unreachable|offline|took|took a bit|outage of|goes? on|went on|gone on|dark|longest|shortest|about|total of|locked out|out of service|cut|all told|nearly|roughly|more than|around|then|the (?:next|whole)|over after|were over|disrupted|unavailable|impacted|duration|each|half|thing|returned|later|total|impact|altogether|in all|that[’']s|that was|duration|rolled|\()/iu;

/** Minutes said, 0 where a time is meant that is no duration of a failure; undefined where no time is meant. */
export function durationOf(
  { text, numbers, quoted }: Scene,
  number: NumberSpan,
  i: number,
): { minutes: number; end: number } | undefined {
  const after = text.slice(number.end);
  const short = compact(text, number);
  if (short !== undefined) return short;
  const unit = TIME_UNIT.exec(after);
  if (unit === null) return undefined;
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
      !/\b(?:normal|restored|over|resolved|back|fixed|ended|online|rolled(?: it| them)?(?: back)?) after\s*$|\b(?:lasted|lasting|for|a little|just|that[’']s|duration of) under\s*(?:about )?$|\b(?:impact|total|duration|outage|downtime|period|interruption|disruption|blackout) of\s*(?:about |nearly |almost |over |more than |just over |just under |around )?$/iu.test(
        before,
      )) ||
    (kind === 'w' && !/\blast/iu.test(around)) ||
    (kind === 's' && !/\b(?:lasted|outage|down)\b/iu.test(around)) ||
    (/^\s(?:after(?! (?:it|they|the outage|the disruption) (?:went|began|started|first))|before|into|since|notice|later, |to (?:fix|respond))/iu.test(
      text.slice(end),
    ) &&
      !/^\s(?:later)(?!,? (?:at|by|around) \d)/iu.test(text.slice(end)) &&
      !(/\b(?:took|needed|taken)\b[^,;]{0,30}$/iu.test(before) && /^\sto fix/iu.test(text.slice(end)))) ||
    !LASTING.test(around) ||
    // How long people waited or worked is not how long it failed.
    /\b(?:queue[ds]?|queu(?:e)?ing|wait(?:ed|ing|s)?|work(?:ed|ing)|on hold|delays? of|held up)\b[^,;.]{0,25}$/iu.test(
      before,
    ) ||
    /\b(?:expect|will|plan|aim|hope|promise)\w*\b[^.;]{0,40}\b(?:within|in|next)\b[^.;]{0,12}$/iu.test(before) ||
    (kind === 'd' && !/\blast|down for|outage/iu.test(around)) ||
    (quoted.length > 0 && /\b(?:you|your) (?:can|should|must|have)\b/iu.test(before));
  return { minutes: no ? 0 : Math.round(minutes * 100) / 100, end };
}

/** "1h 40m" */
function compact(text: string, number: NumberSpan): { minutes: number; end: number } | undefined {
  const form = /^(?:h) ?(\d{1,2}) ?m(?:in)?\b/u.exec(text.slice(number.end));
  return form === null ? undefined : { minutes: 60 * number.value + Number(form[1]), end: number.end + form[0].length };
}
