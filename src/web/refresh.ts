/** Asks for the same page again and changes in place what differs. */
import { morph } from './morph.ts';
import { localise } from './times.ts';

/**
 * A failed attempt changes nothing: the next change tries again, and the page marks itself out of date.
 * @returns the page's answer, when it has changed
 */
export async function bringUpToDate(): Promise<string | undefined> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (answer === undefined || !answer.ok) return undefined;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = document.querySelector('main');
  const next = fresh.querySelector('main');
  if (now === null || next === null) return undefined;
  const before = answerOf(now);
  localise(next);
  morph(now, next);
  document.title = fresh.title;
  const after = answerOf(now);
  return after === before ? undefined : after;
}

const answerOf = (main: Element): string =>
  (main.querySelector('.answer-line') ?? main.querySelector('h1'))?.textContent?.trim() ?? '';
