/** Statements as pages and the API show them: the last version of each, with the verdict that the data give now. */
import { verdictFacts } from '../case/verdict-facts.ts';
import type { Engine } from '../engine/engine.ts';
import type { Incident } from '../model/incident.ts';
import type { Statement } from '../model/statement.ts';
import { DAY_MS, type EpochMs, isoMinute, minuteOf } from '../model/units.ts';
import { impossiblePairs } from '../statements/clocks.ts';
import type { Ground } from '../statements/ground.ts';
import { languageOf } from '../statements/languages.ts';
import { measureText } from '../statements/measure-text.ts';
import { admiraltyText } from '../statements/scales.ts';
import { historyOf } from '../statements/verdict.ts';
import { ENGLISH, type Words } from '../words/words.ts';
import type { StatementBodyView, StatementRow } from './schema-statements.ts';
import { groundOf } from './statement-ground.ts';

/**
 * Statements of one incident, in the order in which they were recorded; withdrawn ones stay, and say so.
 * @param all those too whose marking keeps them from the public
 * @param t verdicts are told in this language; programs and files are answered in English
 */
export async function statementsOf(
  engine: Engine,
  incident: Incident,
  now: EpochMs,
  all = false,
  t: Words = ENGLISH,
): Promise<StatementRow[]> {
  const said = [...engine.state.statements.values()].filter((versions) => {
    const { incident: id, tlp } = versions.at(-1)!;
    return id === incident.id && (all || tlp === 'CLEAR');
  });
  const watch = engine.state.watches.get(incident.service);
  if (said.length === 0 || watch === undefined) return [];
  const ground = await groundOf(engine, incident, watch.service, now);
  const relations = relationsIn(engine, all);
  return said.map((versions) => rowOf(t, versions, ground, watch.service.name, relations));
}

/** One statement with all its versions, if its marking lets everybody see it. */
export async function statementOf(
  engine: Engine,
  id: string,
  now: EpochMs,
  t: Words = ENGLISH,
): Promise<StatementBodyView | undefined> {
  const versions = engine.state.statements.get(id);
  const last = versions?.at(-1);
  const incident = last === undefined ? undefined : await engine.incident(last.incident);
  if (versions === undefined || last?.tlp !== 'CLEAR' || incident === undefined) return undefined;
  const watch = engine.state.watches.get(incident.service);
  if (watch === undefined) return undefined;
  const ground = await groundOf(engine, incident, watch.service, now);
  return {
    statement: rowOf(t, versions, ground, watch.service.name, relationsIn(engine, false)),
    history: historyOf(last, ground).map((past) => ({ ...past })),
    versions: versions.map(({ version, at, quote, measure, withdrawn }) => ({
      version,
      recordedAt: new Date(at).toISOString(),
      quote,
      says: measureText(measure, t.verdicts.measures),
      withdrawn: withdrawn === true,
    })),
  };
}

type Related = StatementRow['relatedBy'];

/** Who refers to each statement; what is withdrawn or may not be seen refers to nothing. */
function relationsIn({ state }: Engine, all: boolean): ReadonlyMap<string, Related> {
  const relations = new Map<string, Related>();
  for (const versions of state.statements.values()) {
    const { id, tlp, withdrawn, relations: own } = versions.at(-1)!;
    if (withdrawn === true || !(all || tlp === 'CLEAR')) continue;
    for (const { kind, to } of own) relations.set(to, [...(relations.get(to) ?? []), { kind, from: id }]);
  }
  return relations;
}

function rowOf(
  t: Words,
  versions: readonly Statement[],
  ground: Ground,
  serviceName: string,
  relations: ReadonlyMap<string, Related>,
): StatementRow {
  const statement = versions.at(-1)!;
  const { incident, service } = ground;
  const { id, saidAt, url, title, digest, likelihood, confidence, reliability, credibility, quote, speaker, role } =
    statement;
  const verdict = verdictFacts(statement, ground, t.verdicts);
  const day = Math.floor((saidAt ?? incident.start * 60_000) / DAY_MS) * DAY_MS;
  return {
    id,
    url: `/statements/${encodeURIComponent(id)}`,
    version: statement.version,
    recordedAt: new Date(statement.at).toISOString(),
    firstRecordedAt: new Date(versions[0]!.at).toISOString(),
    service: service.id,
    serviceName,
    incident: incident.id,
    quote,
    paraphrase: statement.paraphrase === true,
    speaker,
    role: role ?? null,
    source: { url: url ?? null, title: title ?? null, digest: digest ?? null },
    saidAt: saidAt === undefined ? null : new Date(saidAt).toISOString(),
    said: saidAt === undefined ? 'unknown' : relationTo(saidAt, incident),
    measure: statement.measure as StatementRow['measure'],
    says: measureText(statement.measure, t.verdicts.measures),
    mode: statement.mode,
    territory: [...statement.territory],
    as: statement.as ?? null,
    relations: statement.relations.map((relation) => ({ ...relation })),
    relatedBy: relations.get(id) ?? [],
    admiralty: { reliability, credibility, words: admiraltyText(statement, t.verdicts.measures) },
    judgement:
      likelihood === undefined && confidence === undefined
        ? null
        : { likelihood: likelihood ?? null, confidence: confidence ?? null },
    offered: statement.offered ?? null,
    confirmedBy: statement.confirmedBy ?? null,
    tlp: statement.tlp,
    withdrawn: statement.withdrawn === true,
    impossible: impossiblePairs(quote, languageOf(quote).clocksIn(quote), day, t.verdicts.measures).map((pair) => ({
      ...pair,
    })),
    verdict,
    citation: `${speaker}, ${statement.paraphrase === true ? quote : `“${quote}”`}${title === undefined ? '' : `, in: ${title}`}. Recorded as ${id} (/statements/${encodeURIComponent(id)}), version ${statement.version}; verdict “${verdict.verdict}”, computed from all entries before ${ground.before} of the journal, counted until ${isoMinute(ground.until)}.`,
  };
}

function relationTo(saidAt: EpochMs, { start, end }: Incident): 'before' | 'during' | 'after' {
  if (minuteOf(saidAt) < start) return 'before';
  return end !== null && minuteOf(saidAt) >= end ? 'after' : 'during';
}
