/** A refusal as people read it: in their language by its code and its reason; marked as English where only programs should meet it. */
import type { Refusal } from '../../doors/refusal.ts';
import { ENGLISH, type Words } from '../../words/words.ts';
import { type Html, html } from './html.ts';

interface Refused {
  readonly title: string;
  readonly detail: string;
  /** The language of both, where it is not the page's. */
  readonly lang: Html | '';
}

export function refusedIn(t: Words, { code, title, detail, reason }: Refusal): Refused {
  if (t === ENGLISH) return { title, detail: reason?.(t.reasons) ?? detail, lang: '' };
  const told = Object.hasOwn(t.refusals, code) ? t.refusals[code as keyof Words['refusals']] : undefined;
  if (told === undefined) return { title, detail, lang: html` lang="en"` };
  return { title: told.title, detail: reason?.(t.reasons) ?? told.detail, lang: '' };
}

export function refusedBox(t: Words, problem: Refusal | undefined): Html | '' {
  if (problem === undefined) return '';
  const { title, detail, lang } = refusedIn(t, problem);
  return html`<div class="problem" role="alert" id="problem"${lang}><p><strong>${title}.</strong> ${detail}</p></div>`;
}
