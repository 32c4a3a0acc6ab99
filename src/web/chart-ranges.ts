/** Another length of a chart without leaving the page: its links are followed in place. */
import { bringUpToDate } from './refresh.ts';

export function followRanges(root: ParentNode & EventTarget): void {
  root.addEventListener('click', (event) => {
    const { ctrlKey, metaKey, shiftKey, altKey, button } = event as MouseEvent;
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-range]');
    if (link === null || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    const { href } = link;
    const wanted = link.getAttribute('href');
    history.replaceState(null, '', href);
    void bringUpToDate().then(() => {
      const shown = document.querySelector('a[data-range][aria-current]')?.getAttribute('href');
      // It could not be fetched; the browser says why.
      if (shown !== wanted) location.assign(href);
    });
  });
}
