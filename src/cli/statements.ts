/** `groundswell statements FILE|-`: what an article says that can be measured, by whom, and what each of it may mean. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { z } from 'zod';
import { type PointedArticle, pointedArticle } from '../doors/model/pointed-article.ts';
import { ModelSetting } from '../doors/model/settings.ts';
import { Engine } from '../engine/engine.ts';
import { type EpochMs, type Minute, startOf } from '../model/units.ts';
import { groundOf } from '../serve/statement-ground.ts';
import { ARTICLE_MAX, type Proposal } from '../statements/extract.ts';
import { dayOf, type Ground } from '../statements/ground.ts';
import { LANGUAGES, languageNamed } from '../statements/languages.ts';
import { measureText } from '../statements/measure-text.ts';
import { readingsOf } from '../statements/readings.ts';
import { type Verdict, verdictOf } from '../statements/verdict.ts';
import { type Command, EXIT, type Io, onlyFile, printJson, textOption, UsageError, type Values } from './command.ts';
import { DATA_HELP, DATA_OPTION, openExistingJournal, withEngine } from './journal-file.ts';

interface Told extends Proposal {
  readonly readings: readonly string[];
  readonly verdict: Verdict | null;
}

export const statements: Command = {
  summary: 'what an article says that can be measured, by whom, and what it may mean',
  takesFile: true,
  options: {
    ...DATA_OPTION,
    incident: { type: 'string' },
    date: { type: 'string' },
    lang: { type: 'string' },
    model: { type: 'string' },
    'model-url': { type: 'string' },
    'model-key': { type: 'string' },
    json: { type: 'boolean' },
  },
  help: `
Usage: groundswell statements FILE|- [options]

Reads an article (text, HTML or Markdown) and proposes statements: numbers with their units, times with their zones,
waves, durations, shares, errors, places and origins, each with who says it, how it is meant (asserted, hedged, asked,
denied) and every reading it may have. Pairs of times that cannot both be right are told. Nothing is stored: an analyst
confirms statements on the page of an incident.

A model only points at words. Words that do not stand in the article are dropped, and figures, times and places are
what the rules read in them; what it pointed at is marked. The article's text is sent to that address, and nowhere else.

Options:
      --incident ID           check the statements against this incident of an observatory's journal
${DATA_HELP}
      --date YYYY-MM-DD       the day it is about, for zones with summer time  (default: the incident's)
      --lang ${LANGUAGES.map(({ code }) => code).join('|')}            the article's language (default: told from its words)
      --model NAME            let this language model point at statements too; off without it
      --model-url URL         where it answers, as OpenAI-compatible servers do, up to /v1
      --model-key FILE        a file that holds its key
      --json                  {"statements": [{quote, measure, mode, speaker, …}], "speakers", "impossible", …}

Examples:
  groundswell statements article.html
  curl -s https://example.org/article | groundswell statements -
  groundswell statements article.txt --model qwen3 --model-url http://127.0.0.1:11434/v1
  groundswell statements article.txt --incident x-20250310T0932Z --data data/demo.db
`,
  async run({ values, positionals }, io) {
    const ground = await groundIn(values);
    const article = await readArticleFile(onlyFile(positionals), values, ground, io);
    const told = article.statements.map(
      (proposal): Told => ({
        ...proposal,
        readings: readingsOf(proposal).map(({ words }) => words),
        verdict: ground === undefined ? null : verdictOf(proposal, ground),
      }),
    );
    if (values.json === true) printJson(io, { ...article, statements: told });
    else io.stdout.write(asText(article, told));
    return EXIT.ok;
  },
};

async function readArticleFile(
  file: string,
  values: Values,
  ground: Ground | undefined,
  io: Io,
): Promise<PointedArticle> {
  const source = file === '-' ? await readAll(io.stdin) : await readFile(file, 'utf8');
  if (source.trim() === '') throw new Error('the article is empty');
  if (source.includes('\0')) throw new Error('this is no text; give text, HTML or Markdown');
  if (source.length > ARTICLE_MAX) io.stderr.write(`Only the first ${ARTICLE_MAX} characters are read.\n`);
  const date = textOption(values, 'date');
  const known = ground === undefined ? undefined : startOf(dayOf(ground.incident.start) as Minute);
  const day = date === undefined ? known : Date.parse(`${date}T00:00Z`);
  if (date !== undefined && (Number.isNaN(day) || !/^\d{4}-\d\d-\d\d$/.test(date))) {
    throw new UsageError(`--date takes a day such as 2025-03-10, not "${date}"`);
  }
  const lang = textOption(values, 'lang');
  if (lang !== undefined && languageNamed(lang) === undefined)
    throw new UsageError(`--lang takes ${LANGUAGES.map(({ code }) => code).join(' or ')}, not "${lang}"`);
  return pointedArticle(source, { day, lang, model: modelNamed(values) });
}

function modelNamed(values: Values): ModelSetting | undefined {
  const [name, url, keyFile] = ['model', 'model-url', 'model-key'].map((option) => textOption(values, option));
  if (name === undefined && url === undefined && keyFile === undefined) return undefined;
  const setting = ModelSetting.safeParse({ name, url, keyFile });
  if (setting.success) return setting.data;
  const [{ path, message }] = setting.error.issues as [z.core.$ZodIssue];
  const option = path[0] === 'url' ? '--model-url' : path[0] === 'keyFile' ? '--model-key' : '--model';
  throw new UsageError(`a model is asked with --model and --model-url; ${option}: ${message}`);
}

async function groundIn(values: Values): Promise<Ground | undefined> {
  const id = textOption(values, 'incident');
  if (id === undefined) return undefined;
  const { store } = openExistingJournal(values);
  return withEngine(
    (options) => Engine.open(store, options),
    async (engine) => {
      await engine.save(true);
      const incident = await engine.incident(id);
      const watch = incident === undefined ? undefined : engine.state.watches.get(incident.service);
      if (incident === undefined || watch === undefined) throw new Error(`this journal has no incident ${id}`);
      return groundOf(engine, incident, watch.service, Date.now() as EpochMs);
    },
  );
}

function asText(
  { statements: _, impossible, questions, speakers, pointed }: PointedArticle,
  told: readonly Told[],
): string {
  const lines = told.flatMap((one, i) => [
    `${i + 1}. ${measureText(one.measure)}  [${one.measure.kind}, ${one.mode}${one.measurable ? '' : ', not testable from telemetry'}]`,
    `   said by: ${one.speaker ?? 'the article itself'}${one.role === null ? '' : ` (${one.role})`}`,
    ...(one.model === undefined ? [] : [`   proposed by the model ${one.model}; nobody has confirmed it`]),
    `   “${one.quote}”`,
    ...(one.verdict === null
      ? [`   may mean: ${one.readings.join('; ')}`]
      : [
          `   ${one.verdict.verdict.toUpperCase()}: ${one.verdict.why}`,
          ...one.verdict.answers.map(
            ({ reading, outcome, words }) => `     ${outcome.padEnd(10)} ${reading}: ${words}`,
          ),
        ]),
    `   because: ${one.because.map(({ field, words }) => `${field} ← “${words}”`).join(', ')}`,
    '',
  ]);
  const more = [
    ...impossible.map(({ words, why }) => `IMPOSSIBLE  “${words}”: ${why}`),
    ...questions.map((words) => `QUESTION    ${words}`),
    ...(pointed === undefined || pointed.problem === null
      ? []
      : [`MODEL       ${pointed.model} pointed at nothing: ${pointed.problem}`]),
    ...(pointed?.dropped ?? []).map(({ quote, why }) => `DROPPED     “${quote}”: ${why}`),
    `SPEAKERS    ${speakers.map(({ name }) => name).join(', ') || 'none'}`,
  ];
  const first = told.length === 0 ? 'No statement that could be tested was found.\n\n' : '';
  return `${first}${lines.join('\n')}${lines.length > 0 ? '\n' : ''}${more.join('\n')}\n`;
}
