/**
 * A typed client of an observatory's API, for any runtime with `fetch`. `import { Groundswell } from 'groundswell/client'`. Types are those of the
 * schemas that the answers are made with.
 */
import type { z } from 'zod';
import type { ReportBody } from '../doors/report.ts';
import type { Accepted, IncidentBody, ProblemBody, ServiceBody } from '../serve/schema.ts';
import type { OverviewBody } from '../serve/schema-overview.ts';
import type { StatementCheckBody } from '../serve/schema-statements.ts';

export type { IncidentBody, OverviewBody, ProblemBody, ServiceBody, StatementCheckBody };

export interface GroundswellOptions {
  /** Of an account; a private observatory asks for one. */
  readonly token?: string | undefined;
  /** Instead of the runtime's own. */
  readonly fetch?: typeof fetch | undefined;
}

/** Thrown for an answer that is a problem (RFC 9457), or none at all. */
export class GroundswellError extends Error {
  override name = 'GroundswellError';
  /** 0 where nobody answered. */
  readonly status: number;
  readonly problem: ProblemBody | undefined;

  constructor(message: string, status: number, problem?: ProblemBody, cause?: unknown) {
    super(message, { cause });
    this.status = status;
    this.problem = problem;
  }
}

export class Groundswell {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: typeof fetch;

  /** @param url of the observatory, such as https://status.example.org; throws TypeError where it is none */
  constructor(url: string, { token, fetch: own }: GroundswellOptions = {}) {
    this.#url = new URL(url).href;
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.#fetch = own ?? ((input, init) => fetch(input, init));
  }

  /** What fails now. @param search only services whose name, id or category holds it @param page of them, from 1 on; all in one without it */
  overview(search = '', page?: number): Promise<OverviewBody> {
    const query = new URLSearchParams({ q: search, ...(page === undefined ? {} : { page: String(page) }) });
    return this.#ask(`/api/v1/overview?${query.toString()}`);
  }

  service(id: string): Promise<ServiceBody> {
    return this.#ask(`/api/v1/services/${encodeURIComponent(id)}`);
  }

  incident(id: string): Promise<IncidentBody> {
    return this.#ask(`/api/v1/incidents/${encodeURIComponent(id)}`);
  }

  /** What the counts of an incident say of a sentence; nothing is stored. */
  check(incident: string, text: string): Promise<StatementCheckBody> {
    const query = new URLSearchParams({ text }).toString();
    return this.#ask(`/api/v1/incidents/${encodeURIComponent(incident)}/check?${query}`);
  }

  /** Reports that something fails; resolves when it is on disk. */
  report(report: z.input<typeof ReportBody>): Promise<Accepted> {
    return this.#ask('/api/v1/reports', report);
  }

  async #ask<T>(path: string, body?: object): Promise<T> {
    const init: RequestInit =
      body === undefined
        ? { headers: { accept: 'application/json', ...this.#headers } }
        : {
            method: 'POST',
            headers: { accept: 'application/json', 'content-type': 'application/json', ...this.#headers },
            body: JSON.stringify(body),
          };
    const answer = await this.#fetch(new URL(path, this.#url), init).catch((cause: unknown) => {
      throw new GroundswellError(`there is no observatory at ${this.#url}`, 0, undefined, cause);
    });
    const told = (await answer.json().catch(() => undefined)) as unknown;
    if (answer.ok && told !== undefined) return told as T;
    const problem = told as ProblemBody | undefined;
    throw new GroundswellError(problem?.detail ?? `it answered ${answer.status}`, answer.status, problem);
  }
}
