/**
 * HTML as values. Everything interpolated is escaped; only this file may turn text into markup.
 * Law: no style attribute, no inline script, and no link that is not http(s) ever leaves the pages.
 */
import { html, raw } from 'hono/html';

export { html };
export type Html = ReturnType<typeof html>;

/** Pages are strings, so that they can be cached and hashed; nothing in them may be asynchronous. */
export function asText(markup: Html): string {
  if (markup instanceof Promise)
    throw new TypeError('a page template holds a promise; pages are built from plain values');
  return markup.toString();
}

/** Markup that was built from numbers and constants alone, such as the path of a chart, or of texts that src/chart escaped. */
export const trusted = (markup: string): Html => raw(markup);

/** A link out, or only its text when the address is not one for the web. */
export function outLink(url: string, label: string): Html {
  return isWebAddress(url) ? html`<a href="${url}" rel="noopener noreferrer nofollow">${label}</a>` : html`${label}`;
}

function isWebAddress(url: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

export const serviceHref = (id: string): string => `/services/${encodeURIComponent(id)}`;
export const incidentHref = (id: string): string => `/incidents/${encodeURIComponent(id)}`;
