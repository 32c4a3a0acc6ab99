/** Times in English, for the parts of pages whose sentences are not in the catalogue yet. */
import { ENGLISH } from '../../words/words.ts';
import type { Html } from './html.ts';
import * as when from './when.ts';

export const moment = (iso: string): Html => when.moment(ENGLISH, iso);
export const near = (iso: string, reference: string | null): Html => when.near(ENGLISH, iso, reference);
export const dayText = ENGLISH.dayText;
export const duration = ENGLISH.duration;
export const minutesBetween = when.minutesBetween;
