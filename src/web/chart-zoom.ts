/**
 * Looking closer at a part of a chart: by buttons, by + and −, or by dragging over it. Law: what is shown is a stretch of
 * time, so an update does not move it, but for one that ends at the newest step, which follows.
 */
import type { Part, Sayings, Steps } from './chart-steps.ts';
import { filled } from './locale.ts';
import type { clockSpan, drawPart } from './part-of-chart.ts';
import { localiseScale } from './times.ts';

interface Draw {
  readonly drawPart: typeof drawPart;
  readonly clockSpan: typeof clockSpan;
}

/** Fewer steps are no picture. */
const STEPS_MIN = 6;
/** A drag shorter than this is a click. */
const DRAG_PX = 12;

interface Host {
  readonly plot: HTMLElement;
  readonly bar: HTMLElement;
  readonly module: string;
  readonly say: Sayings;
  steps(): Steps;
  /** The step that the reader is at. */
  at(): number;
  changed(): void;
}

interface Stretch {
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly follows: boolean;
}

export class ChartZoom {
  readonly #host: Host;
  readonly #drawn = document.createElement('div');
  readonly #status = document.createElement('span');
  readonly #selection = document.createElement('div');
  #closer: HTMLButtonElement;
  #wider: HTMLButtonElement;
  #all: HTMLButtonElement;
  #stretch: Stretch | undefined;
  #draw: Draw | undefined;
  #draggedFrom: number | undefined;

  constructor(host: Host) {
    this.#host = host;
    const { plot, bar, say } = host;
    this.#drawn.className = 'part';
    this.#drawn.hidden = true;
    this.#selection.className = 'selection';
    this.#selection.hidden = true;
    for (const own of [this.#drawn, this.#selection]) own.dataset.keep = '';
    plot.append(this.#drawn, this.#selection);
    this.#closer = this.#button('+', say.closer, () => this.by(0.5));
    this.#wider = this.#button('−', say.wider, () => this.by(2));
    this.#all = this.#button(say.all, say.all, () => this.#show(undefined));
    this.#status.className = 'quiet';
    this.#status.setAttribute('aria-live', 'polite');
    this.#status.textContent = matchMedia('(hover: hover)').matches ? say.dragHint : '';
    bar.append(this.#closer, this.#wider, this.#all, this.#status);
    plot.addEventListener('pointerdown', (event) => this.#dragStart(event));
    plot.addEventListener('pointermove', (event) => this.#dragOn(event));
    plot.addEventListener('pointerup', (event) => this.#dragEnd(event));
    plot.addEventListener('pointercancel', () => this.#dragStop());
    plot.addEventListener('dblclick', () => this.#show(undefined));
    this.#enable();
  }

  get part(): Part {
    const { startMs, stepMs, counts } = this.#host.steps();
    if (this.#stretch === undefined) return { from: 0, to: counts.length };
    const length = Math.min(counts.length, Math.max(STEPS_MIN, Math.round(this.#stretch.lengthMs / stepMs)));
    const from = this.#stretch.follows ? counts.length : Math.round((this.#stretch.fromMs - startMs) / stepMs);
    const inside = Math.max(0, Math.min(counts.length - length, from));
    return { from: inside, to: inside + length };
  }

  /** Half or twice as much, around the step that the reader is at. */
  by(factor: number): void {
    const { from, to } = this.part;
    const length = Math.max(STEPS_MIN, Math.round((to - from) * factor));
    const at = Math.min(to - 1, Math.max(from, this.#host.at()));
    const start = Math.round(at - ((at - from) / (to - from)) * length);
    this.select(start, start + length);
  }

  select(first: number, last: number): void {
    const { startMs, stepMs, counts } = this.#host.steps();
    const length = Math.min(counts.length, Math.max(STEPS_MIN, last - first));
    if (length >= counts.length) {
      this.#show(undefined);
      return;
    }
    const from = Math.max(0, Math.min(counts.length - length, first));
    const follows = from + length === counts.length;
    this.#show({ fromMs: startMs + from * stepMs, lengthMs: length * stepMs, follows });
  }

  /** What is shown, drawn anew from what the page holds now. */
  redraw(): void {
    if (this.#stretch === undefined || this.#draw === undefined) return;
    this.#drawn.innerHTML = this.#draw.drawPart(this.#host.steps(), this.part, this.#host.say);
    this.#drawn.querySelector('svg')?.setAttribute('aria-hidden', 'true');
    localiseScale(this.#drawn);
  }

  /** The page holds other steps now, such as another day's: all of them are shown. */
  reset(): void {
    if (this.#stretch !== undefined) this.#show(undefined);
  }

  #show(stretch: Stretch | undefined): void {
    this.#stretch = stretch;
    void this.#module().then((draw) => {
      this.#drawn.hidden = this.#stretch === undefined;
      this.redraw();
      const { say } = this.#host;
      this.#status.textContent =
        this.#stretch === undefined ? say.shownAll : filled(say.shown, draw.clockSpan(this.#host.steps(), this.part));
      this.#enable();
      this.#host.changed();
    });
  }

  async #module(): Promise<Draw> {
    this.#draw ??= (await import(this.#host.module)) as Draw;
    return this.#draw;
  }

  #enable(): void {
    const { from, to } = this.part;
    // aria-disabled keeps the focus where it is when the last step closer is taken.
    this.#closer.setAttribute('aria-disabled', String(to - from <= STEPS_MIN));
    for (const button of [this.#wider, this.#all])
      button.setAttribute('aria-disabled', String(this.#stretch === undefined));
  }

  #button(text: string, name: string, act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.title = name;
    if (name !== text) button.setAttribute('aria-label', name);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') act();
    });
    return button;
  }

  /** A finger scrolls and reads out; only a mouse or a pen drags. */
  #dragStart({ pointerType, pointerId, button, clientX }: PointerEvent): void {
    if (pointerType === 'touch' || button !== 0) return;
    this.#draggedFrom = clientX;
    // A drag that ends outside of the plot ends there too.
    this.#host.plot.setPointerCapture(pointerId);
  }

  #dragOn({ clientX }: PointerEvent): void {
    if (this.#draggedFrom === undefined) return;
    const box = this.#host.plot.getBoundingClientRect();
    const [left, right] = [this.#draggedFrom, clientX].toSorted((a, b) => a - b) as [number, number];
    this.#selection.hidden = right - left < DRAG_PX;
    this.#selection.style.left = `${Math.max(0, left - box.left)}px`;
    this.#selection.style.width = `${Math.min(right, box.right) - Math.max(left, box.left)}px`;
  }

  #dragEnd({ clientX }: PointerEvent): void {
    const began = this.#draggedFrom;
    this.#dragStop();
    if (began === undefined || Math.abs(clientX - began) < DRAG_PX) return;
    const box = this.#host.plot.getBoundingClientRect();
    const { from, to } = this.part;
    const stepAt = (x: number): number => from + Math.round(((x - box.left) / box.width) * (to - from));
    const [first, last] = [stepAt(began), stepAt(clientX)].toSorted((a, b) => a - b) as [number, number];
    this.select(first, last);
  }

  #dragStop(): void {
    this.#draggedFrom = undefined;
    this.#selection.hidden = true;
  }
}
