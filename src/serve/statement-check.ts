/** What was counted of an incident, held against a sentence that somebody said: every statement in it, its readings and its verdict. Nothing is stored. */
import type { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import type { Service } from '../model/service.ts';
import { type EpochMs, type Minute, startOf } from '../model/units.ts';
import { readArticle } from '../statements/extract.ts';
import { dayOf } from '../statements/ground.ts';
import { readingsOf } from '../statements/readings.ts';
import { verdictOf } from '../statements/verdict.ts';
import type { StatementCheckBody } from './schema-statements.ts';
import { groundOf } from './statement-ground.ts';

export async function checkText(
  engine: Engine,
  { incident, service }: { readonly incident: Incident; readonly service: Service },
  text: string,
  now: EpochMs,
): Promise<StatementCheckBody> {
  const ground = await groundOf(engine, incident, service, now);
  const { statements } = readArticle(text, startOf(dayOf(incident.start) as Minute));
  return {
    incident: incident.id,
    asOf: new Date(now).toISOString(),
    statements: statements.map((proposal) => {
      const { verdict, why } = verdictOf(proposal, ground);
      return {
        quote: proposal.quote,
        speaker: proposal.speaker,
        mode: proposal.mode,
        readings: readingsOf(proposal).map(({ words }) => words),
        verdict,
        why,
      };
    }),
  };
}
