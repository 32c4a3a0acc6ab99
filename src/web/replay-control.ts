/** Steers a replay without leaving the place on the page; without it the form does the same by loading the page anew. */
import { bringUpToDate } from './refresh.ts';

export class ReplayControl extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('submit', (event) => {
      const { target: form, submitter } = event;
      if (!(form instanceof HTMLFormElement)) return;
      event.preventDefault();
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form, submitter)) body.append(name, String(value));
      // The answer leads back to a page; only that it was taken matters here.
      fetch(form.action, { method: 'post', body, redirect: 'manual' })
        .then(() => bringUpToDate())
        .catch(() => form.submit());
    });
  }
}
