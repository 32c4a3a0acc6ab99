/** When it began and ended, and how many times where no number stands: "zweimal", "die dritte Störung", "kam es erneut". */
import type { ClockSpan } from '../clocks.ts';
import type { Found, Scene } from '../found.ts';

const BEGAN =
  /(?<!\p{L})(?:begann(?:en)?|begonnen|beginn|seit|ab|erste[nr]? (?:\p{Ll}+ )?(?:Probleme|Meldungen|Störungen|Ausfälle|Fehler)|aufgetreten|tr(?:eten|aten|itt|at)|(?:geht|ging(?:en)?) [^.;]{0,40}(?:aus|offline|nichts mehr)|fiel(?:en)?|fällt|ausgefallen|zusammengebrochen|stell(?:en|ten) [^.;]{0,60}fest|kam es|konnten keine)(?!\p{L})/iu;
const ENDED =
  /(?<!\p{L})(?:behoben|wieder (?:\p{Ll}+ ){0,2}(?:erreichbar|verfügbar|online|normal|rund|stabil|da|in Betrieb|hergestellt|wie gewohnt)|wiederhergestellt|(?:lief|liefen|läuft|funktioniert?e?n?)(?: [\p{L}-]+){0,5} wieder|lief(?:en)? alles wieder|vorbei|beendet|endete|ende|entspann\w+)(?!\p{L})/iu;
/** "bis 10.30 Uhr 41.000 Meldungen": until then something was counted, and nothing ended. */
const COUNTED_UNTIL = /(?:meldung|beschwerd|gezählt|gingen|eingegangen)/iu;
const ASIDE =
  /(?:höhepunkt|spitze|teilte|schrieb|meldete|erklärte|bestätigte|sagte|bekannt|stand|räumte|vermeldete)[^.,;]{0,25}$/iu;
const PAIR = /^\s?(?:Uhr )?(?:bis|und|[-–—])\s?(?:etwa |gegen |kurz nach |kurz vor )?$/u;
const PAIR_LEAD =
  /(?<!\p{L})(?:von|zwischen|ab)\s*(?:etwa |gegen |kurz nach |kurz vor )?$|(?:ausfall|störung|zeitraum|dauer)[^.]{0,20}$/iu;
const ORDINALS: Readonly<Record<string, number>> = {
  zweite: 2,
  dritte: 3,
  vierte: 4,
  fünfte: 5,
  sechste: 6,
  siebte: 7,
  achte: 8,
};
const ORDINAL =
  /(?<!\p{L})(?:bereits |schon )?(?:die|der|das|zum|binnen \p{L}+) (zweite|dritte|vierte|fünfte|sechste|siebte|achte)[nrs]? (?:\p{Ll}+ ){0,2}(?:\p{L}*[Ss]törung|\p{L}*[Aa]usfall|\p{L}*[Pp]anne|\p{L}*[Aa]ngriff|Attacke|Welle|Mal|Vorfall)(?!\p{L})/u;
const TIMES: Readonly<Record<string, number>> = { zweimal: 2, dreimal: 3, viermal: 4, fünfmal: 5, sechsmal: 6 };
const TIMES_OF =
  /(?<!\p{L})(zweimal|dreimal|viermal|fünfmal|sechsmal)(?!\p{L})(?=[^.;]{0,60}(?:weg|aus|offline|lahm|gestört|erreichbar|unterbrochen|angegriffen|down))/iu;
const ONCE_MORE = /(?<!\p{L})(?:kam|gab|kommt|gibt) es [^.;]{0,40}(?<!\p{L})(?:erneut|abermals|noch einmal)(?!\p{L})/iu;

export function timesMeasured(scene: Scene): Found[] {
  return [...edges(scene), ...times(scene)];
}

function edges({ text, clocks, about }: Scene): Found[] {
  const found: Found[] = [];
  const put = (kind: 'onset' | 'end', clock: ClockSpan, words: string): void => {
    const { start, end, clock: at, approximation } = clock;
    if (!about || found.some(({ measure }) => measure.kind === kind && measure.at.clock === at)) return;
    const zone =
      clock.zone ?? clocks.find((other) => other.zone !== undefined && Math.abs(other.start - end) < 14)?.zone;
    found.push({
      measure: { kind, at: { clock: at, zone, approximation } },
      start,
      end,
      because: [
        { field: 'time', words: text.slice(start, end) },
        { field: kind, words },
      ],
    });
  };
  clocks.forEach((clock, i) => {
    const next = clocks[i + 1];
    const from = clocks[i - 1]?.end ?? 0;
    const before = text
      .slice(from, clock.start)
      .split(/[;:]|, (?!die|der|das)/u)
      .at(-1)!;
    const after = text
      .slice(clock.end, next?.start ?? text.length)
      .split(/[.;]\s|“/u)[0]!
      .slice(0, 80);
    const apart = next === undefined ? '' : text.slice(clock.end, next.start);
    if (next !== undefined && PAIR.test(apart) && PAIR_LEAD.test(text.slice(0, clock.start)) && !ASIDE.test(before)) {
      put('onset', clock, `${before.trim().split(' ').at(-1) ?? ''} …`);
      put('end', next, apart.trim());
      return;
    }
    if (found.some(({ start }) => start === clock.start) || ASIDE.test(before)) return;
    if (/^\s*(?:Uhr )?(?:bekannt|mitteilten?|mit(?=[.,]|$)|meldete|schrieb)/u.test(after)) return;
    const lead =
      /(?<!\p{L})(seit|ab|bis|Beginn|Ende|Stand)(?::?\**)\s*(?:[\p{L}]+ ){0,3}(?:\d{1,2}\. ?\p{L}+,? )?(?:genau |etwa |gegen |kurz nach |kurz vor )?$/iu
        .exec(text.slice(from, clock.start))?.[1]
        ?.toLowerCase();
    if (lead === 'stand') return;
    if (lead === 'seit' || lead === 'ab' || lead === 'beginn') put('onset', clock, lead);
    else if (lead === 'ende') put('end', clock, lead);
    else if (lead === 'bis') {
      if (!COUNTED_UNTIL.test(text)) put('end', clock, lead);
    } else {
      const ended = ENDED.exec(after) ?? ENDED.exec(before.slice(-80));
      const began = BEGAN.exec(before.slice(-80)) ?? BEGAN.exec(after);
      if (ended !== null) put('end', clock, ended[0]);
      else if (began !== null && clock.start > 0) put('onset', clock, began[0]);
    }
  });
  return found;
}

function times({ text, about }: Scene): Found[] {
  if (!about) return [];
  const make = (value: number, hit: RegExpExecArray): Found[] => [
    {
      measure: { kind: 'waves', number: { value, approximation: 'exact' } },
      start: hit.index,
      end: hit.index + hit[0].length,
      because: [{ field: 'times', words: hit[0] }],
    },
  ];
  const many = TIMES_OF.exec(text);
  if (many !== null) return make(TIMES[many[1]!.toLowerCase()]!, many);
  const ordinal = ORDINAL.exec(text);
  if (ordinal !== null) return make(ORDINALS[ordinal[1]!]!, ordinal);
  const again = ONCE_MORE.exec(text);
  return again === null ? [] : make(2, again);
}
