/** Narrows the cards to those whose name holds what is typed. The form still searches on the server. */
export class ServiceFilter extends HTMLElement {
  readonly #input = document.querySelector<HTMLInputElement>('#q');
  readonly #apply = (): void => this.#narrow();
  readonly #watch = new MutationObserver(this.#apply);

  connectedCallback(): void {
    this.#input?.addEventListener('input', this.#apply);
    this.#watch.observe(this, { childList: true, subtree: true });
  }

  disconnectedCallback(): void {
    this.#input?.removeEventListener('input', this.#apply);
    this.#watch.disconnect();
  }

  #narrow(): void {
    const wanted = (this.#input?.value ?? '').trim().toLowerCase();
    let shown = 0;
    for (const card of this.querySelectorAll<HTMLElement>('[data-name]')) {
      const fits = (card.dataset.name ?? '').includes(wanted);
      if (card.hidden === fits) card.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const section of this.querySelectorAll<HTMLElement>('.timeline')) {
      const empty = section.querySelector('[data-name]:not([hidden])') === null;
      if (section.hidden !== empty) section.hidden = empty;
    }
    const none = this.querySelector<HTMLElement>('.no-match');
    if (none !== null) none.hidden = shown > 0 || wanted === '';
  }
}
