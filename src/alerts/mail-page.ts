/**
 * What an e-mail says once more as a page: the same words, with links, and the picture of the first incident, which is fetched from the
 * observatory by whoever looks at it. Mail programs that show no pictures show its words.
 */

import { escaped, type Message } from './message.ts';

const quoted = (text: string): string => escaped(text).replaceAll('"', '&quot;');
const WEB = /(https?:\/\/[^\s<]+)/;

/** @param footer what stands under it @param language of the picture's words */
export function mailPage({ data: { text, incidents } }: Message, footer: string | undefined, language: string): string {
  const lines = text.split('\n').map((line) => `<p>${linked(line)}</p>`);
  const [first] = incidents;
  const picture =
    first === undefined || first.url === null
      ? ''
      : `<p><a href="${quoted(first.url)}"><img src="${quoted(first.url)}/chart.png?lang=${language}" width="600" height="315" alt="${quoted(first.name)}" style="max-width:100%;height:auto"></a></p>`;
  const below = footer === undefined ? '' : `<hr><p><small>${linked(footer)}</small></p>`;
  return `<!doctype html><html lang="${language}"><body>${lines.join('')}${picture}${below}</body></html>`;
}

const linked = (line: string): string =>
  line
    .split(WEB)
    .map((part, index) => (index % 2 === 1 ? `<a href="${quoted(part)}">${escaped(part)}</a>` : escaped(part)))
    .join('');
