/** Numbers that measure a failure, in German: reports, people, sources, shares, rates, waves and durations. */
import type { CountUnit, Measure, Quantity, RateUnit } from '../../model/statement.ts';
import type { Because, Found, Scene } from '../found.ts';
import type { NumberSpan } from '../numbers.ts';
import { germanValue } from './numbers.ts';

const NOUNS: readonly (readonly ['sources' | CountUnit, RegExp])[] = [
  [
    'sources',
    /(?<!\p{L})(?:IP-)?(?:Adressen|Geräten?|Routern?|Rechnern?|Servern?|Bots|Kameras|Quellen|Systemen?)(?!\p{L})/u,
  ],
  [
    'reports',
    /(?<!\p{L})(?:\p{L}+-)?\p{L}*(?:[Mm]eldungen|[Bb]eschwerden|[Ss]törungen|[Aa]usfälle|[Hh]inweise|[Bb]erichte|[Ee]inträge|[Tt]ickets)(?!\p{L})/u,
  ],
  [
    'people',
    /(?<!\p{L})(?:\p{L}+-)?(?:Nutzer\w*|Anwender\w*|User\w*|Kund(?:en|innen)\w*|Menschen|Personen|Haushalten?|Reisenden?|Fahrgästen?|Spieler\w*|Abonnenten|Betrieben?|Firmen|Zuschauer\w*|Teilnehmer\w*|Bürger\w*|Versicherten?)(?!\p{L})/u,
  ],
  [
    'other',
    /(?<!\p{L})(?:\p{L}+-)?(?:Anrufen?|Zahlungen|Transaktionen|Bestellungen|Websites?|Webseiten|Seiten|Anfragen|Filialen|Automaten|Flügen?|Zügen?|Anschlüssen?|Überweisungen|Buchungen)(?!\p{L})/u,
  ],
];
const BITS = /^\s?(?:([TGM])(?:bps|bit\/s|Bit\/s|b\/s)|(Terabit|Gigabit|Megabit)(?:s)? (?:pro|je|in der) Sekunde)/u;
const BIT_SIZES: Readonly<Record<string, number>> = { T: 1e12, G: 1e9, M: 1e6 };
const RATES: readonly (readonly [RegExp, RateUnit, number])[] = [
  [/^\s?(?:\p{L}*[Aa]nfragen|Requests|Abfragen) (?:pro|je|in der) Sekunde/u, 'requests', 1],
  [/^\s?(?:\p{L}*[Aa]nfragen|Requests|Abfragen) (?:pro|je|in der) Minute/u, 'requests', 1 / 60],
  [/^\s?(?:\p{L}*[Pp]akete) (?:pro|je|in der) Sekunde/u, 'packets', 1],
];
const WAVES =
  /^\s?(?:\p{Ll}+ )?(?:\p{L}*[Ww]ellen|[Aa]usfällen?|Störungen|\p{L}*[Aa]ngriffen?|Attacken|Phasen|Pannen|Schüben|Anläufen|Unterbrechungen)(?!\p{L})/u;
const UNIT = /^[ -]?(Sekunden?|Minuten?|Min\.?|Stunden?|Std\.?|h|Tagen?|Tage)(?!\p{L})/u;
const MINUTES: Readonly<Record<string, number>> = { S: 1 / 60, M: 1, H: 60, T: 1_440 };
const LASTING =
  /(?:dauer|lang\b|anhielt|angehalten|Ausfall|gestört|offline|erreichbar|unterbrochen|lahm|weg\b|\bfür\b|vorbei|behoben|Störung)/iu;
const NOT_LASTING =
  /\b(?:vor|innerhalb|binnen|in|alle|jede|den letzten|im Abstand von|seit|nächsten|nach spätestens)\s*(?:den |der |einer |etwa |rund )*$/iu;
const AFTER_WHICH = /\bnach\s*(?:etwa |rund |gut |knapp |über )*$/iu;
const COMPOUND = /(?<!\p{L})(?:(\d{1,2})-?|([a-zäöüß]+?))(stündig|minütig|tägig)(?:e[nmrs]?)?(?!\p{L})/giu;
const STANDING =
  /^\s?(?:\p{L}+ )?(?:Mitglieder|Mitarbeiter|Beschäftigte|Follower|Einwohner|Jahren?|Euro|Franken|Dollar)(?!\p{L})/u;
const OWNED = /\b(?:hat|haben|zählt|nutz\w+|betreibt|versorgt|mit|sind|beschäftigt)\b[^,;]{0,40}$/iu;
const HARMED = /(?:betroffen|ausgefallen|lahm|meld|beschwer|ohne|gestört|konnten|zugestellt|trifft|traf)/iu;
const MONEY = /(?:Aktie|Umsatz|Gewinn|Kurs|Börse|Marktanteil|Gehalt|Preis)/u;
const REPORTING = /(?:meldung|gemeldet|meldeten|beschwerd|störung|ausfäll|beklagt|verzeichnet)/iu;
const CLAUSE_WORDS =
  /\b(?:und|oder|wurden?|waren?|hatten?|haben|mit|bei|in|im|aus|von|für|die|der|das|davon|gingen|ein|am|an|auf|als|nach|bis|gemeldet|zählt)\b/u;

export function numbersMeasured(scene: Scene): Found[] {
  return [...scene.numbers.flatMap((number, i) => one(scene, number, i) ?? []), ...compounds(scene)];
}

type Make = (measure: Measure, end: number, ...more: Because[]) => Found;

function one(scene: Scene, number: NumberSpan, i: number): Found | undefined {
  const { text } = scene;
  const [before, after] = [text.slice(0, number.from), text.slice(number.end)];
  const found: Make = (measure, end, ...more) => ({
    measure,
    start: number.from,
    end,
    because: [{ field: 'number', words: text.slice(number.from, number.end) }, ...more],
  });
  if (
    /(?:[$€£§#]|\b(?:AS|HTTP|Fehler(?:code)?|Error|Status|Code|Seite|Version|Nr\.|Artikel|Art\.|CHF))\s?\(?$/u.test(
      text.slice(0, number.start),
    )
  )
    return undefined;
  if (STANDING.test(after)) return undefined;
  const percent = /^\s?(?:%|Prozent(?!\p{L})|v\. ?H\.)/u.exec(after);
  if (percent !== null || number.share) return share(scene, number, percent?.[0].length ?? 0, found);
  const bits = BITS.exec(after);
  if (bits !== null) {
    const size = BIT_SIZES[(bits[1] ?? bits[2]!)[0]!]!;
    return found(
      { kind: 'rate', number: scaled(number, size), unit: 'bits' },
      number.end + bits[0].length,
      unitOf(bits[0]),
    );
  }
  for (const [pattern, unit, times] of RATES) {
    const hit = pattern.exec(after);
    if (hit !== null)
      return found({ kind: 'rate', number: scaled(number, times), unit }, number.end + hit[0].length, unitOf(hit[0]));
  }
  if (UNIT.test(after)) return duration(scene, number, i, before, found);
  const waves = WAVES.exec(after);
  if (waves !== null && number.value >= 2 && number.value <= 30 && Number.isInteger(number.value))
    return found({ kind: 'waves', number: quantity(number) }, number.end + waves[0].length, unitOf(waves[0]));
  return count(scene, number, before, found);
}

const unitOf = (words: string): Because => ({ field: 'unit', words: words.trim() });

function share({ text, about }: Scene, number: NumberSpan, length: number, found: Make): Found | undefined {
  if (!about || number.value > 100 || MONEY.test(text.slice(Math.max(0, number.from - 70), number.end + 50)))
    return undefined;
  const of = /^[^.,;]{0,60}/u.exec(text.slice(number.end + length))?.[0].trim() ?? '';
  return found(
    { kind: 'share', number: quantity(number), of },
    number.end + length,
    ...(of === '' ? [] : [{ field: 'of', words: of }]),
  );
}

function duration(
  { text, numbers }: Scene,
  number: NumberSpan,
  i: number,
  before: string,
  found: Make,
): Found | undefined {
  const [unit, name] = UNIT.exec(text.slice(number.end))!;
  const kind = name![0]!.toUpperCase() === 'S' && /^St/u.test(name!) ? 'H' : name![0]!.toUpperCase();
  let end = number.end + unit.length;
  let minutes = number.value * MINUTES[kind]!;
  const next = numbers[i + 1];
  if (
    kind === 'H' &&
    next !== undefined &&
    /^\s?(?:und )?$/u.test(text.slice(end, next.start)) &&
    /^\s?Min/u.test(text.slice(next.end))
  ) {
    minutes += next.value;
    end = next.end + UNIT.exec(text.slice(next.end))![0].length;
  }
  const back = numbers[i - 1];
  const counted =
    back !== undefined &&
    kind === 'M' &&
    /^[ -]?(?:Stunden?|Std\.?|h) (?:und )?$/u.test(text.slice(back.end, number.start));
  const around = `${before.slice(-60)} ${text.slice(end, end + 40)}`;
  const over =
    AFTER_WHICH.test(before) &&
    !/(?:behoben|wieder (?:da|erreichbar|verfügbar|online)|vorbei|beendet)/iu.test(text.slice(end));
  if (counted || NOT_LASTING.test(before) || over || !LASTING.test(around)) return undefined;
  return found({ kind: 'duration', number: { ...quantity(number), value: rounded(minutes) } }, end, {
    field: 'duration',
    words: text.slice(number.from, end),
  });
}

/** "dreistündig", "90-minütig": number and unit in one word. */
function compounds({ text, about }: Scene): Found[] {
  return [...text.matchAll(COMPOUND)].flatMap((match): Found[] => {
    const value = match[1] === undefined ? germanValue(match[2]!) : Number(match[1]);
    if (value === undefined || !about || match[3] === 'tägig') return [];
    const minutes = value * (match[3] === 'stündig' ? 60 : 1);
    return [
      {
        measure: { kind: 'duration', number: { value: rounded(minutes), approximation: 'exact' } },
        start: match.index,
        end: match.index + match[0].length,
        because: [{ field: 'duration', words: match[0] }],
      },
    ];
  });
}

function count({ text, about }: Scene, number: NumberSpan, before: string, found: Make): Found | undefined {
  const after = text.slice(number.end);
  const noun = /^[^.,;:()“”]{0,48}/u.exec(after)![0].split(CLAUSE_WORDS)[0]!;
  if (number.value < 10) return undefined;
  const nearest = NOUNS.flatMap(([kind, pattern]) => {
    const hit = pattern.exec(noun);
    return hit === null ? [] : [{ kind, hit }];
  }).toSorted((a, b) => a.hit.index - b.hit.index)[0];
  if (nearest !== undefined) {
    const { kind, hit } = nearest;
    if (kind === 'people' && OWNED.test(before) && !HARMED.test(text)) return undefined;
    const measure: Measure =
      kind === 'sources' ? { kind, number: quantity(number) } : { kind: 'count', number: quantity(number), unit: kind };
    return found(measure, number.end + hit.index + hit[0].length, unitOf(hit[0]));
  }
  // "und in Brasilien ganze 95.000": what is counted stands elsewhere in the sentence.
  const cue = REPORTING.exec(text);
  const year = number.value >= 1900 && number.value <= 2100 && number.approximation === 'exact';
  if (!about || cue === null || year || number.value < 20 || !/^\s*[–—]?\s*$|^\s+(?:hoch|ein)?$/u.test(noun))
    return undefined;
  return found({ kind: 'count', number: quantity(number), unit: 'reports' }, number.end, unitOf(cue[0]));
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
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
