/** Die Seite über die API. Was jeder Pfad antwortet, steht in der OpenAPI-Beschreibung, und die ist englisch. */
import type * as en from '../en/api.ts';
import { say } from '../tongue.ts';

export const api: typeof en.api = {
  heading: 'Die API',
  intro:
    'Alles, was eine Seite zeigt, gibt es hier als Daten, aus derselben Quelle und ebenso frisch. Einen Schlüssel braucht nur, wer viele Signale auf einmal einreicht.',
  whole: (link) =>
    say`Die ganze Beschreibung, mit jedem Feld, auf Englisch: ${link} (OpenAPI 3.1). Ablehnungen sind Problembeschreibungen nach RFC 9457. Jede Antwort über einen Dienst sagt, wie frisch sie ist; unbekannt ist null, nie die Zahl Null.`,
  paths: 'Pfade',
  toTry: 'Zum Ausprobieren',
  about: 'Jede Seite als Daten: Pfade, Parameter, Antworten.',
  inThe: (place) => `in: ${place}`,
};
