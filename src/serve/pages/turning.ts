/** To the pages of a list before and after this one. */
import type { Words } from '../../words/words.ts';
import { type Html, html } from './html.ts';

/** @param query what the list is asked for, but for the page */
export function turning(
  { search: words }: Words,
  path: string,
  query: Readonly<Record<string, string>>,
  { page: here, pages }: { readonly page: number; readonly pages: number },
): Html | '' {
  if (pages === 1) return '';
  const link = (to: number, rel: 'prev' | 'next', text: string): Html | '' =>
    to < 1 || to > pages
      ? ''
      : html`<a class="button" rel="${rel}" href="${path}?${new URLSearchParams({ ...query, page: String(to) }).toString()}">${text}</a>`;
  return html`<nav class="turning" aria-label="${words.pages}">${link(here - 1, 'prev', words.before)} <span>${words.page(here, pages)}</span> ${link(here + 1, 'next', words.after)}</nav>`;
}
