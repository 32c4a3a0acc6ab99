/** The tables of the SQLite home. The first four are the journal; the rest can be rebuilt from them. */
import type { DatabaseSync } from 'node:sqlite';

/** Written into the file's header, so that a later version knows what it opens. */
export const SCHEMA_VERSION = 4;

const BASES = `
create table base (
  until integer primary key,
  made integer not null,
  settled integer not null,
  body text not null,
  hash text not null
);
create table base_block (
  until integer not null,
  service text not null,
  hour integer not null,
  body text not null,
  primary key (until, service, hour)
) without rowid;
`;

/** The snapshot's text, in pieces that may be written before it counts. */
const PIECES = `
create table snapshot_piece (
  until integer not null,
  part integer not null,
  body text not null,
  primary key (until, part)
);
`;

const TABLES = `
create table entry (
  seq integer primary key,
  body blob not null,
  hash blob not null
);
create table residue (
  seq integer primary key,
  hash blob not null
);
create table subtree (
  level integer not null,
  number integer not null,
  hash blob not null,
  primary key (level, number)
) without rowid;
create table head (
  one integer primary key check (one = 1),
  size integer not null,
  root blob not null,
  frontier blob not null
);
create table fact (
  seq integer not null,
  ordinal integer not null,
  body text not null,
  primary key (seq, ordinal)
) without rowid;
create table incident (
  id text primary key,
  service text not null,
  possible_at integer not null,
  body text not null
) without rowid;
create index incident_by_time on incident (possible_at desc);
create index incident_by_service on incident (service, possible_at desc);
create table block (
  service text not null,
  hour integer not null,
  body text not null,
  primary key (service, hour)
) without rowid;
create table snapshot (
  one integer primary key check (one = 1),
  until integer not null,
  hash text not null,
  parts integer not null default 1
);
${PIECES}
${BASES}
`;

/** From each version to the next one. */
const UPGRADES: Readonly<Record<number, string>> = {
  1: 'create table residue (seq integer primary key, hash blob not null)',
  2: BASES,
  3: `${PIECES}
insert into snapshot_piece (until, part, body) select until, 0, body from snapshot;
alter table snapshot drop column body;
alter table snapshot add column parts integer not null default 1`,
};

/** Makes a new file's tables, brings an older file up to date, or checks that an old file is one of ours. */
export function prepareSchema(database: DatabaseSync, path: string): void {
  const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number };
  if (version === SCHEMA_VERSION) return;
  const upgrade = UPGRADES[version];
  if (upgrade !== undefined) {
    database.exec(`begin; ${upgrade}; pragma user_version = ${version + 1}; commit`);
    prepareSchema(database, path);
    return;
  }
  const { tables } = database.prepare('select count(*) as tables from sqlite_schema').get() as { tables: number };
  if (version !== 0 || tables > 0) {
    throw new Error(
      version > SCHEMA_VERSION
        ? `${path} was written by a newer Groundswell (schema ${version}); update this one`
        : `${path} is an SQLite file, but not a Groundswell journal; name another file with --data`,
    );
  }
  database.exec(`begin; ${TABLES} pragma user_version = ${SCHEMA_VERSION}; commit`);
}
