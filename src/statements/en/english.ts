/** English: the words and rules that articles in it are read by. */
import type { Language } from '../language.ts';
import { clocksIn } from './clocks.ts';
import { numbersMeasured } from './measure-numbers.ts';
import { timesMeasured } from './measure-times.ts';
import { wordsMeasured } from './measure-words.ts';
import { ABOUT, datesIn, modeOf } from './modes.ts';
import { numbersIn } from './numbers.ts';
import { countriesIn } from './places.ts';
import { VOICES } from './speakers.ts';

const SHORT =
  /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Sgt|Capt|St|vs|approx|ca|Inc|Ltd|Corp|Co|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e)|\b[A-Z](?:\.[A-Z])+|(?:^|\p{Lu}\p{Ll}+ )[A-Z])\.$/u;
const NUMBERED = /\bNo\.$/u;
const HALF_DAY = /\b[ap]\.?m\.$/iu;
const ZONE_NEXT =
  /^(?:Eastern|Pacific|Central|Mountain|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|London|UK|German|[A-Z]\p{Ll}+ [Tt]ime)\b/u;

export const ENGLISH: Language = {
  code: 'en',
  common: /\b(?:the|and|of|was|were|is|are|that|with|for|has|have|said|to|by|at|it)\b/giu,
  about: ABOUT,
  goesOn(before, next) {
    if (SHORT.test(before) && next !== '') return true;
    if (NUMBERED.test(before) && /^\d/u.test(next)) return true;
    return HALF_DAY.test(before) && (!/^(?:[A-Z][\p{Ll}]+|“)/u.test(next) || ZONE_NEXT.test(next));
  },
  clocksIn,
  numbersIn,
  datesIn,
  countriesIn,
  measuresIn: (scene) => [...numbersMeasured(scene), ...timesMeasured(scene), ...wordsMeasured(scene)],
  modeOf,
  worldwide: /^[^,;]{0,30}\b(?:globally|worldwide|world-wide|across the (?:globe|world)|around the world)\b/iu,
  clauseEnd: /[,;]|\.\s|\bwhile\b/u,
  claimed: /\bclaim(?:ed|s|ing)? (?:the )?(?:responsibility|credit)\b/iu,
  voices: VOICES,
  cues: {
    peak: /\b(?:peak\w*|at (?:its|the) height|spik\w+|at the worst)\b/iu,
    attacks: /\battacks\b(?!.*\b(?:waves?|outages?|spikes?)\b)/iu,
    requests: /\b(?:requests?|checkouts?|logins?|traffic|payments?|transactions?|packets?)\b/iu,
    checks: /\b(?:checks?|probes?|probing|health checks|measurements)\b/iu,
    symptoms: {
      unreachable: /\b(?:unreachable|(?:server )?connection|not load(?:ing)?)\b/iu,
      slow: /\b(?:slow\w*|latency|delays?)\b/iu,
      error: /\berrors? (?:messages?|pages?|codes?)\b/iu,
      login: /\b(?:log(?:ging)?[- ]?in|logins?|sign(?:ing)?[- ]?in)\b/iu,
    },
    reported: /\b(?:report\w*|complain\w*|downdetector)\b/iu,
    notTop: /\b(?:not|none)\b[^.]*\btop\b/iu,
    attack: /attack|ddos|denial/iu,
  },
};
