/** What the forms of reporting clocks send, as the bodies that the door reads. */
import { REPORT_STAGES } from '../model/reporting.ts';
import { type Form, word } from './hold-form-body.ts';

export const clockBodyOf = (form: Form): object => ({
  awareAt: word(form, 'awareAt'),
  awareBy: word(form, 'awareBy'),
  zone: word(form, 'zone'),
  words: word(form, 'words'),
  decidedBy: word(form, 'decidedBy'),
});

/** The choice of what happened is the stage of a report, or another step; the one field for a time is what that step means by it. */
export function clockStepOf(form: Form): object {
  const step = word(form, 'step');
  const when = word(form, 'when');
  const told = { words: word(form, 'words'), decidedBy: word(form, 'decidedBy') };
  if (REPORT_STAGES.some((stage) => stage === step)) {
    return { step: 'submitted', stage: step, submittedAt: when, ...told };
  }
  if (step === 'requested') return { step, due: when, ...told };
  return step === 'handled' ? { step, handledAt: when, ...told } : { step, ...told };
}
