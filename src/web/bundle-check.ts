/**
 * Checks an incident's bundle in the reader's own browser: the live one, or a file that was downloaded before. Says what was
 * computed again, what failed by name, and what cannot be proven.
 */
import type { VerifyNews, VerifyTask } from './verify-worker.ts';

const PROBLEMS_SHOWN = 20;
const grouped = new Intl.NumberFormat('en-GB');

export class BundleCheck extends HTMLElement {
  #worker: Worker | undefined;

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
    this.#worker.addEventListener('error', () => this.#end('It could not be checked in this browser.'));
    const task: VerifyTask = { bundle, version };
    this.#worker.postMessage(task);
    this.#progress(0);
    this.#say(['Getting the bundle…']);
  }

  #hear(news: VerifyNews): void {
    if (news.kind === 'progress') {
      this.#progress(news.share);
      this.#say([`${Math.floor(100 * news.share)} % checked`]);
    } else if (news.kind === 'failed') this.#end(`It could not be checked: ${news.why}.`);
    else this.#end(...linesOf(news));
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

function linesOf({ verdict }: Extract<VerifyNews, { kind: 'verdict' }>): string[] {
  const { ok, problems, notes, log, entries, figures } = verdict;
  const lines = [ok ? 'Everything holds.' : 'It does not hold.'];
  lines.push(...problems.slice(0, PROBLEMS_SHOWN).map(({ where, what }) => `Fails: ${where}: ${what}`));
  if (problems.length > PROBLEMS_SHOWN) lines.push(`… and ${problems.length - PROBLEMS_SHOWN} more.`);
  if (log !== null && entries !== null && figures !== null) {
    lines.push(
      `${grouped.format(figures.facts)} figures were computed again from ${grouped.format(entries.enclosed)} entries, and ${grouped.format(figures.account)} of the account compared.`,
      `Log ${log.origin}, ${grouped.format(log.size)} entries, root ${log.root}. Of ${grouped.format(entries.withheld)} entries only hashes are enclosed.`,
    );
  }
  return [...lines, ...notes];
}
