/**
 * The traffic report: what every output (terminal, JSON, page) is made from. Plain data; times are ISO 8601 in UTC. No address is
 * in it unless it was asked for: clients are shown by their prefix.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Origins } from '../model/origin.ts';
import type { TrafficSummary } from '../model/traffic.ts';
import type { Signal } from './events.ts';
import type { Ranked } from './top-lists.ts';

export type { Ranked };

/** Raised when a field changes its meaning or goes; new fields may come any time. */
export const REPORT_VERSION = 1;

export interface ReportFile {
  readonly path: string;
  /** Bytes on disk; null for a stream. */
  readonly size: number | null;
  /** Null where the file was not read. */
  readonly format: string | null;
  readonly problem: string | null;
}

export interface Refused {
  readonly reason: string;
  readonly lines: number;
  /** The first few, with digits of addresses masked. */
  readonly examples: readonly { readonly file: string; readonly byte: number; readonly text: string }[];
}

export interface ReportMinutes {
  /** First minute; the arrays go on in steps from here. */
  readonly from: string;
  readonly stepMinutes: number;
  /** Null in a silence: unknown, not zero. */
  readonly requests: readonly (number | null)[];
  /** What is usual at that time, from the hours around. */
  readonly usual: readonly number[];
  /** Answers 500 to 599, and 400 to 499. */
  readonly failed: readonly (number | null)[];
  readonly refused: readonly (number | null)[];
  readonly bytes: readonly (number | null)[];
  /** Distinct clients and prefixes; estimates. */
  readonly clients: readonly (number | null)[];
  readonly prefixes: readonly (number | null)[];
  /** Prefixes seen for the first time. */
  readonly newPrefixes: readonly (number | null)[];
}

export interface ReportEvent {
  readonly from: string;
  /** End, exclusive. */
  readonly to: string;
  readonly minutes: number;
  /** A log that begins or ends inside the event does not show all of it. */
  readonly open: { readonly start: boolean; readonly end: boolean };
  /** A silence is unknown, not zero: it has no figures and no diagnosis. */
  readonly silence: boolean;
  readonly peak: { readonly at: string; readonly requests: number } | null;
  readonly signs: readonly {
    readonly signal: Signal;
    readonly from: string;
    readonly to: string;
    readonly counted: number;
    readonly expected: number;
  }[];
  readonly during: TrafficSummary | null;
  readonly usual: TrafficSummary | null;
  readonly top: TopLists | null;
  /** Where the addresses are registered, against the usual; empty without a database. */
  readonly origins: readonly Origins[];
  readonly diagnosis: Diagnosis | null;
}

export interface TopLists {
  /** Null unless addresses were asked for. */
  readonly clients: readonly Ranked[] | null;
  readonly prefixes: readonly Ranked[];
  readonly paths: readonly Ranked[];
  readonly agents: readonly Ranked[];
  /** Hosts that refer, without their paths. */
  readonly referrers: readonly Ranked[];
  /** Empty where no address data and no field of the log says so. */
  readonly countries: readonly Ranked[];
  readonly networks: readonly Ranked[];
}

export interface ReportCrawler {
  readonly name: string;
  readonly by: string;
  readonly requests: number;
  /** Requests from the ranges that were given for it; null where none were given: it says it is. */
  readonly verified: number | null;
}

export interface TrafficReport {
  readonly version: typeof REPORT_VERSION;
  readonly files: readonly ReportFile[];
  readonly lines: {
    readonly read: number;
    readonly counted: number;
    /** Headers, comments, empty lines. */
    readonly skipped: number;
    readonly refused: number;
    readonly reasons: readonly Refused[];
  };
  /** First and last request; null where there is none. */
  readonly span: { readonly from: string; readonly until: string } | null;
  readonly totals: TrafficSummary;
  /** What the log is like as a whole, where that is unlike what sites that people visit have. */
  readonly remarks: readonly string[];
  /** Requests by status, as logged. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly top: TopLists;
  readonly crawlers: readonly ReportCrawler[];
  /** Where the addresses of the whole log are registered; empty without a database. */
  readonly origins: readonly Origins[];
  readonly minutes: ReportMinutes | null;
  readonly events: readonly ReportEvent[];
  /** One standard error, relative, of the estimates; and the resolution of the sketches. */
  readonly accuracy: {
    readonly distinctTotal: number;
    readonly distinctMinute: number;
    readonly sketchMinutes: number;
    /** What a key that is in no top list may have had at most, by list. */
    readonly left: Readonly<Record<string, number>>;
  };
}
