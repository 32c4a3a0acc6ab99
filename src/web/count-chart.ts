/**
 * Reads a chart out, step by step: by pointer, by touch, or with the arrow keys on the slider below it. Law: the
 * slider covers exactly the width of the plot, so what it points at is what it says.
 */
import { filled, locale } from './locale.ts';
import { localClock, localDay } from './times.ts';

interface Steps {
  readonly startMs: number;
  readonly stepMs: number;
  readonly counts: readonly (number | undefined)[];
  readonly expected: readonly (number | undefined)[];
  readonly high: readonly (number | undefined)[];
  readonly nowMs: number;
}

/** What is said, with holes; the server writes it in the page's language. */
type Sayings = Readonly<
  Record<'readOut' | 'toCome' | 'uncounted' | 'one' | 'other' | 'withUsual' | 'withRange', string>
>;

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(locale);

export class CountChart extends HTMLElement {
  readonly #slider = document.createElement('input');
  readonly #line = document.createElement('div');
  #rest = '';

  connectedCallback(): void {
    const plot = this.querySelector<HTMLElement>('.plot');
    const scrub = this.querySelector<HTMLElement>('.scrub');
    if (plot === null || scrub === null || scrub.firstChild !== null) return;
    this.#rest = this.querySelector('.readout')?.textContent ?? '';
    this.#slider.type = 'range';
    this.#slider.min = '0';
    this.#slider.max = String(Math.max(0, this.#steps().counts.length - 1));
    this.#slider.value = this.#slider.max;
    this.#slider.setAttribute('aria-label', this.#sayings().readOut);
    this.#slider.addEventListener('input', () => this.#show(Number(this.#slider.value)));
    this.#slider.addEventListener('focus', () => this.#show(Number(this.#slider.value)));
    this.#slider.addEventListener('blur', () => this.#hide());
    scrub.append(this.#slider);
    this.#line.className = 'cross';
    this.#line.dataset.keep = '';
    this.#line.hidden = true;
    plot.append(this.#line);
    plot.addEventListener('pointermove', (event) => this.#point(event, plot));
    plot.addEventListener('pointerdown', (event) => this.#point(event, plot));
    plot.addEventListener('pointerleave', () => this.#hide());
    this.#speak(this.#steps(), Number(this.#slider.value));
  }

  #point(event: PointerEvent, plot: HTMLElement): void {
    const box = plot.getBoundingClientRect();
    const steps = this.#steps().counts.length;
    const index = Math.floor(((event.clientX - box.left) / box.width) * steps);
    this.#show(Math.min(steps - 1, Math.max(0, index)));
  }

  #show(index: number): void {
    const steps = this.#steps();
    this.#slider.value = String(index);
    this.#line.hidden = false;
    this.#line.style.left = `${((index + 0.5) / steps.counts.length) * 100}%`;
    const text = this.#speak(steps, index);
    const readout = this.querySelector('.readout');
    if (readout !== null) readout.textContent = text;
  }

  #speak(steps: Steps, index: number): string {
    const text = inWords(this.#sayings(), steps, index);
    this.#slider.setAttribute('aria-valuetext', text);
    return text;
  }

  #hide(): void {
    if (document.activeElement === this.#slider) return;
    this.#line.hidden = true;
    const readout = this.querySelector('.readout');
    if (readout !== null) readout.textContent = this.#rest;
  }

  #sayings(): Sayings {
    return JSON.parse(this.dataset.say ?? '{}');
  }

  /** Read anew each time: the page may have been brought up to date. */
  #steps(): Steps {
    const { start, step, counts, expected, high, now } = this.dataset;
    return {
      startMs: Date.parse(start ?? ''),
      stepMs: Number(step) * 60_000,
      counts: numbers(counts),
      expected: numbers(expected),
      high: numbers(high),
      nowMs: now === undefined ? Number.POSITIVE_INFINITY : Date.parse(now),
    };
  }
}

function numbers(list = ''): (number | undefined)[] {
  return list.split(',').map((text) => (text === '' ? undefined : Number(text)));
}

function inWords(say: Sayings, { startMs, stepMs, counts, expected, high, nowMs }: Steps, index: number): string {
  const from = new Date(startMs + index * stepMs);
  const to = new Date(from.getTime() + stepMs);
  const when = `${localDay(from)}, ${localClock(from)}–${localClock(to)}`;
  const count = counts[index];
  if (count === undefined) return filled(from.getTime() >= nowMs ? say.toCome : say.uncounted, { when });
  const counted = filled(plurals.select(count) === 'one' ? say.one : say.other, { when, count: whole.format(count) });
  const usual = expected[index];
  const edge = high[index];
  if (usual === undefined) return counted;
  if (edge === undefined) return counted + filled(say.withUsual, { usual: tenth.format(usual) });
  return counted + filled(say.withRange, { usual: tenth.format(usual), high: tenth.format(edge) });
}
