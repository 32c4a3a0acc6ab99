/** Proposals and stored statements as drafts of a form, and what the form sends as the body that the door reads. */
import type { Refusal } from '../doors/refusal.ts';
import type { ClockTime, Measure, Statement } from '../model/statement.ts';
import type { Article, Proposal } from '../statements/extract.ts';
import { emptyMeasure, isKind } from './pages/measure-fields.ts';
import type { Draft } from './pages/statement-form.ts';

const QUOTE_MAX = 600;

export function draftsOf(article: Article, source: { url: string; title: string }): Draft[] {
  return article.statements.filter(({ mode }) => mode !== 'question').map((proposal) => draftOf(proposal, source));
}

function draftOf(proposal: Proposal, { url, title }: { url: string; title: string }): Draft {
  return {
    ...EMPTY,
    quote: proposal.quote.slice(0, QUOTE_MAX),
    speaker: proposal.speaker ?? title,
    role: proposal.role ?? '',
    url,
    title,
    mode: proposal.mode,
    territory: proposal.territory.join(', '),
    measure: proposal.measure,
    as: proposal.as === null ? '' : clockOf(proposal.as),
    model: proposal.model,
    because: proposal.because.map(({ field, words }) => `${field}: “${words}”`).join(' · '),
  };
}

export function draftToCorrect(statement: Statement): Draft {
  return {
    quote: statement.quote,
    speaker: statement.speaker,
    role: statement.role ?? '',
    url: statement.url ?? '',
    title: statement.title ?? '',
    saidAt: statement.saidAt === undefined ? '' : new Date(statement.saidAt).toISOString(),
    mode: statement.mode,
    territory: statement.territory.join(', '),
    measure: statement.measure,
    as: statement.as === undefined ? '' : clockOf(statement.as),
    paraphrase: statement.paraphrase === true,
    reliability: statement.reliability,
    credibility: String(statement.credibility),
    likelihood: statement.likelihood ?? '',
    confidence: statement.confidence ?? '',
    offered: statement.offered ?? '',
    confirmedBy: statement.confirmedBy ?? '',
    digest: statement.digest ?? '',
    relations: statement.relations.map(({ kind, to }) => `${kind} ${to}`).join(', '),
    tlp: statement.tlp,
    corrects: statement.id,
    because: `Version ${statement.version}; what you send becomes the next one.`,
  };
}

const EMPTY: Omit<Draft, 'measure'> = {
  quote: '',
  speaker: '',
  role: '',
  url: '',
  title: '',
  saidAt: '',
  mode: 'asserted',
  territory: '',
  as: '',
  paraphrase: false,
  reliability: 'F',
  credibility: '6',
  likelihood: '',
  confidence: '',
  offered: '',
  confirmedBy: '',
  digest: '',
  relations: '',
  tlp: 'CLEAR',
  because: '',
};

/** For what somebody writes down by hand. */
export const emptyDraft = (kind: Measure['kind']): Draft => ({ ...EMPTY, measure: emptyMeasure(kind), empty: true });

/** What was typed, to be shown again; undefined where it is no statement's form. */
export function draftTyped(typed: Readonly<Record<string, string>>, problem?: Refusal): Draft | undefined {
  if (!isKind(typed.kind)) return undefined;
  const { because = '', model, corrects } = typed;
  return { ...EMPTY, measure: emptyMeasure(typed.kind), because, model, corrects, typed, problem, empty: true };
}

/** Statements in one form at most. */
const DRAFTS_MAX = 500;

/** `s0.quote`, `s1.quote`: the fields of each statement apart. */
export function draftsSent(form: Form): Readonly<Record<string, string>>[] {
  const sent = new Map<string, Record<string, string>>();
  for (const [key, value] of Object.entries(form)) {
    const [, id, name] = /^s(\d{1,3})\.([a-zA-Z]+)$/.exec(key) ?? [];
    if (id === undefined || typeof value !== 'string') continue;
    const fields = sent.get(id) ?? (Object.create(null) as Record<string, string>);
    fields[name!] = value;
    sent.set(id, fields);
  }
  return [...sent.values()].slice(0, DRAFTS_MAX);
}

const clockOf = ({ clock, zone, approximation }: ClockTime): string =>
  [approximation === 'exact' ? '' : approximation, clock, zone ?? ''].join(' ').trim();

type Form = Readonly<Record<string, unknown>>;

/** Empty fields are left out; everything else is the door's to judge. */
export function bodyOf(form: Form): object {
  const text = (name: string): string | undefined => {
    const value = form[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const list = (name: string): string[] =>
    (text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const number = (name: string): number | undefined => (text(name) === undefined ? undefined : Number(text(name)));
  const approximation = text('approximation');
  const kind = text('kind');
  const quantity = { value: number('value'), high: number('high'), approximation };
  const fields: Readonly<Record<string, object>> = {
    count: { number: quantity, unit: text('unit') },
    sources: { number: quantity },
    share: { number: quantity, of: text('of') },
    rate: { number: quantity, unit: text('unit') },
    waves: { number: quantity },
    duration: { number: quantity },
    onset: { at: { clock: text('clock'), zone: text('zone'), approximation } },
    end: { at: { clock: text('clock'), zone: text('zone'), approximation } },
    error: { text: text('text') },
    origin: { areas: list('areas') },
    place: { areas: list('areas') },
    cause: { cause: text('cause') },
    responsibility: { party: text('party') },
    motive: { party: text('party') },
    financing: { party: text('party') },
  };
  return {
    corrects: text('corrects'),
    quote: text('quote'),
    speaker: text('speaker'),
    role: text('role'),
    url: text('url'),
    title: text('title'),
    saidAt: text('saidAt'),
    mode: text('mode'),
    territory: list('territory'),
    measure: { kind, ...fields[kind ?? ''] },
    reliability: text('reliability'),
    credibility: number('credibility'),
    tlp: text('tlp'),
    offered: text('offered'),
    confirmedBy: text('confirmedBy'),
    digest: text('digest'),
    likelihood: text('likelihood'),
    confidence: text('confidence'),
    relations: list('relations').map((relation) => {
      const [kind, to] = relation.split(/\s+/);
      return { kind, to };
    }),
    ...(text('as') === undefined ? {} : { as: clockIn(text('as')!) }),
    ...(text('paraphrase') === 'paraphrase' ? { paraphrase: true } : {}),
    ...(text('withdrawn') === 'yes' ? { withdrawn: true } : {}),
  };
}

/** `about 10:00 ET`: what stands before the clock is how it was meant, what stands after it the zone. */
function clockIn(words: string): object {
  const [, approximation, clock, zone] = /^(?:(\D+?)\s+)?(\S+)(?:\s+(.+))?$/.exec(words) ?? [];
  return { clock, ...(approximation === undefined ? {} : { approximation }), ...(zone === undefined ? {} : { zone }) };
}
