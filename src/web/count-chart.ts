/**
 * Reads a chart out, step by step: by pointer, by touch, or with the arrow keys on the slider below it. Law: the
 * slider covers exactly the width of the plot, so what it points at is what it says.
 */
import { type Part, type Sayings, type Steps, sayingsOf, stepsOf } from './chart-steps.ts';
import { ChartZoom } from './chart-zoom.ts';
import { filled, locale } from './locale.ts';
import { localClock, localDay } from './times.ts';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(locale);

export class CountChart extends HTMLElement {
  readonly #slider = document.createElement('input');
  readonly #line = document.createElement('div');
  #zoom: ChartZoom | undefined;
  #rest = '';
  #due = false;
  #step = this.dataset.step;

  static readonly observedAttributes = ['data-start', 'data-step', 'data-counts'];

  /** Brought up to date: several attributes change at once, and one drawing follows. */
  attributeChangedCallback(_: string, before: string | null): void {
    if (before === null || this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.dataset.step !== this.#step) this.#zoom?.reset();
      this.#step = this.dataset.step;
      this.#bound();
      this.#zoom?.redraw();
    });
  }

  connectedCallback(): void {
    const plot = this.querySelector<HTMLElement>('.plot');
    const scrub = this.querySelector<HTMLElement>('.scrub');
    if (plot === null || scrub === null || scrub.firstChild !== null) return;
    this.#rest = this.querySelector('.readout')?.textContent ?? '';
    this.#slider.type = 'range';
    this.#bound();
    this.#slider.value = this.#slider.max;
    this.#slider.setAttribute('aria-label', this.#sayings().readOut);
    this.#slider.addEventListener('input', () => this.#show(Number(this.#slider.value)));
    this.#slider.addEventListener('focus', () => this.#show(Number(this.#slider.value)));
    this.#slider.addEventListener('blur', () => this.#hide());
    this.#slider.addEventListener('keydown', (event) => this.#key(event));
    scrub.append(this.#slider);
    this.#line.className = 'cross';
    this.#line.dataset.keep = '';
    this.#line.hidden = true;
    plot.append(this.#line);
    plot.addEventListener('pointermove', (event) => this.#point(event, plot));
    plot.addEventListener('pointerdown', (event) => this.#point(event, plot));
    plot.addEventListener('pointerleave', () => this.#hide());
    this.#addZoom(plot);
    this.#speak(this.#steps(), Number(this.#slider.value));
  }

  #addZoom(plot: HTMLElement): void {
    const bar = this.querySelector<HTMLElement>('.zoom');
    const module = this.dataset.zoom;
    if (bar === null || module === undefined) return;
    this.#zoom = new ChartZoom({
      plot,
      bar,
      module,
      say: this.#sayings(),
      steps: () => this.#steps(),
      at: () => Number(this.#slider.value),
      changed: () => this.#bound(),
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === '+' || event.key === '=') this.#zoom?.by(0.5);
    else if (event.key === '-') this.#zoom?.by(2);
    else if (event.key === 'Escape') this.#zoom?.reset();
    else return;
    event.preventDefault();
  }

  /** The steps that are shown. */
  #part(): Part {
    return this.#zoom?.part ?? { from: 0, to: this.#steps().counts.length };
  }

  /** The slider covers what is shown. */
  #bound(): void {
    const { from, to } = this.#part();
    const value = this.#slider.value;
    this.#slider.min = String(from);
    this.#slider.max = String(Math.max(from, to - 1));
    this.#slider.value = value;
    if (!this.#line.hidden) this.#show(Number(this.#slider.value));
  }

  #point(event: PointerEvent, plot: HTMLElement): void {
    const box = plot.getBoundingClientRect();
    const { from, to } = this.#part();
    const index = from + Math.floor(((event.clientX - box.left) / box.width) * (to - from));
    this.#show(Math.min(to - 1, Math.max(from, index)));
  }

  #show(index: number): void {
    const steps = this.#steps();
    this.#slider.value = String(index);
    this.#line.hidden = false;
    const { from, to } = this.#part();
    this.#line.style.left = `${((index - from + 0.5) / (to - from)) * 100}%`;
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
    return sayingsOf(this.dataset);
  }

  #steps(): Steps {
    return stepsOf(this.dataset);
  }
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
