/** A refusal as people read it: in English as programs are told it; in another language by its code, or marked as English. */
import type { Words } from '../../words/words.ts';
import type { ProblemBody } from '../schema.ts';
import { type Html, html } from './html.ts';

export interface Refused {
  readonly title: string;
  readonly detail: string;
  /** The language of both, where it is not the page's. */
  readonly lang: Html | '';
}

export function refusedIn(t: Words, { type, title, detail }: ProblemBody): Refused {
  if (t.language === 'en') return { title, detail, lang: '' };
  const code = type.slice(type.lastIndexOf(':') + 1);
  const told = Object.hasOwn(t.refusals, code) ? t.refusals[code as keyof Words['refusals']] : undefined;
  return told === undefined ? { title, detail, lang: html` lang="en"` } : { ...told, lang: '' };
}

export function refusedBox(t: Words, problem: ProblemBody | undefined): Html | '' {
  if (problem === undefined) return '';
  const { title, detail, lang } = refusedIn(t, problem);
  return html`<div class="problem" role="alert" id="problem"${lang}><p><strong>${title}.</strong> ${detail}</p></div>`;
}
