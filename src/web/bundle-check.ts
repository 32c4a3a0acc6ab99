/**
 * Checks an incident's bundle in the reader's own browser: the live one, or a file that was downloaded before. Says what was
 * computed again, what failed by name, and what cannot be proven.
 */

import type { Remark } from '../verify/verify.ts';
import { filled, locale } from './locale.ts';
import type { VerifyNews, VerifyTask } from './verify-worker.ts';

const PROBLEMS_SHOWN = 20;
const grouped = new Intl.NumberFormat(locale);

/** What it says, from the page; words in braces are filled here. */
type Said = Readonly<
  Record<
    | ('getting' | 'share' | 'cannot' | 'cannotSince' | 'holds' | 'holdsNot' | 'fails' | 'more' | 'figures' | 'log')
    | Remark['says'],
    string
  >
>;

export class BundleCheck extends HTMLElement {
  #worker: Worker | undefined;
  readonly #words = JSON.parse(this.dataset.say ?? '{}') as Said;

  connectedCallback(): void {
    const { src = '' } = this.dataset;
    const button = this.querySelector<HTMLButtonElement>('button');
    const file = this.querySelector<HTMLInputElement>('input[type="file"]');
    if (button === null || file === null) return;
    for (const hidden of this.querySelectorAll<HTMLElement>('[hidden]')) hidden.hidden = hidden.tagName === 'PROGRESS';
    button.addEventListener('click', () => this.#check(new URL(src, location.href).href));
    file.addEventListener('change', () => {
      const [chosen] = file.files ?? [];
      if (chosen !== undefined) this.#check(chosen);
    });
  }

  disconnectedCallback(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #check(bundle: Blob | string): void {
    const { worker = '', version = '' } = this.dataset;
    this.#worker?.terminate();
    this.#worker = new Worker(worker, { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<VerifyNews>) => this.#hear(data));
    this.#worker.addEventListener('error', () => this.#end(this.#words.cannot));
    const task: VerifyTask = { bundle, version };
    this.#worker.postMessage(task);
    this.#progress(0);
    this.#say([this.#words.getting]);
  }

  #hear(news: VerifyNews): void {
    if (news.kind === 'progress') {
      this.#progress(news.share);
      this.#say([filled(this.#words.share, { share: String(Math.floor(100 * news.share)) })]);
    } else if (news.kind === 'failed') this.#end(filled(this.#words.cannotSince, { why: news.why }));
    else this.#end(...linesOf(this.#words, news));
  }

  #progress(share: number | undefined): void {
    const bar = this.querySelector('progress');
    if (bar === null) return;
    bar.hidden = share === undefined;
    bar.value = share ?? 0;
  }

  #end(...lines: string[]): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#progress(undefined);
    this.#say(lines);
  }

  #say(lines: readonly string[]): void {
    const output = this.querySelector('output');
    if (output === null) return;
    output.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement('p');
        paragraph.textContent = line;
        return paragraph;
      }),
    );
  }
}

function linesOf(say: Said, { verdict }: Extract<VerifyNews, { kind: 'verdict' }>): string[] {
  const { ok, problems, remarks, log, entries, figures } = verdict;
  const lines = [ok ? say.holds : say.holdsNot];
  lines.push(...problems.slice(0, PROBLEMS_SHOWN).map(({ where, what }) => filled(say.fails, { where, what })));
  if (problems.length > PROBLEMS_SHOWN) {
    lines.push(filled(say.more, { count: grouped.format(problems.length - PROBLEMS_SHOWN) }));
  }
  if (log !== null && entries !== null && figures !== null) {
    lines.push(
      filled(say.figures, {
        figures: grouped.format(figures.facts),
        entries: grouped.format(entries.enclosed),
        account: grouped.format(figures.account),
      }),
      filled(say.log, {
        origin: log.origin,
        size: grouped.format(log.size),
        root: log.root,
        withheld: grouped.format(entries.withheld),
      }),
    );
  }
  return [...lines, ...remarks.map(({ says, values }) => filled(say[says], values))];
}
