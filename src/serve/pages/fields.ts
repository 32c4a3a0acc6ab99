/** Fields of the forms that decisions are recorded with: labelled, with their hints, and with what was typed when it was not taken. */
import type { Refusal } from '../../doors/refusal.ts';
import { type Html, html } from './html.ts';

/** What was sent, and why it was not taken. */
export interface FormDraft {
  readonly values: Readonly<Record<string, string>>;
  readonly problem?: Refusal | undefined;
}

export type Fields = ReturnType<typeof fieldsOf>;

interface FieldOptions {
  readonly hint?: string;
  readonly required?: boolean;
}

export function fieldsOf(prefix: string, values: FormDraft['values']) {
  const labelled = (name: string, label: string, { hint }: FieldOptions, control: Html): Html =>
    html`<p><label for="${prefix}-${name}">${label}</label>${control}${hint === undefined ? '' : html`<span class="hint" id="${prefix}-${name}-hint">${hint}</span>`}</p>`;
  const attributes = (name: string, { hint, required }: FieldOptions): Html =>
    html` id="${prefix}-${name}" name="${name}"${required === true ? html` required` : ''}${hint === undefined ? '' : html` aria-describedby="${prefix}-${name}-hint"`}`;
  return {
    values,
    input: (name: string, label: string, options: FieldOptions = {}): Html =>
      labelled(name, label, options, html`<input${attributes(name, options)} value="${values[name] ?? ''}">`),
    area: (name: string, label: string, options: FieldOptions = {}): Html =>
      labelled(
        name,
        label,
        options,
        html`<textarea${attributes(name, options)} rows="3">${values[name] ?? ''}</textarea>`,
      ),
  };
}
