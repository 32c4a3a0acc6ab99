/**
 * Whose fault an answer is. First who made it (the edge that bears its marks, or the origin behind), then what that
 * one says of it. Where several causes look alike from outside, all of them are told, and none is picked in silence.
 */
import { CODE_CHARS_MAX } from '../model/check.ts';
import type { Fault } from '../model/fault.ts';
import {
  AKAMAI_CODE,
  ALB_STATUS,
  AZURE_ERROR,
  CLOUDFLARE_CODE,
  CLOUDFLARE_STATUS,
  CLOUDFRONT_PAGE,
  FASTLY_PAGE,
  type Faults,
  firstOf,
  HAPROXY_STATUS,
  NGINX_STATUS,
  VERCEL_ERROR,
} from './codes.ts';
import { AKAMAI_REFERENCE, type Answer, edgesOf, type Sighting } from './edge.ts';

export interface Verdict {
  /** An edge's id, or `origin`. */
  readonly by: string;
  readonly madeBy: 'edge' | 'origin' | 'unknown';
  /** Null where the answer is no failure. */
  readonly fault: Fault | null;
  readonly among: readonly Fault[];
  /** Documented marks tell it; not sure where the status alone does, or a list that nobody publishes. */
  readonly sure: boolean;
  readonly code: string | null;
  readonly marks: readonly string[];
  /** Ids of everyone who left marks. */
  readonly seen: readonly string[];
}

export function judgeAnswer(answer: Answer): Verdict {
  const sightings = edgesOf(answer);
  const first = sightings[0];
  const seen = sightings.map(({ edge }) => edge.id);
  const marks = [...sightings.flatMap((sighting) => sighting.marks), `status ${answer.status}`];
  const told = sightings.map((sighting) => ({ sighting, said: sayOf(sighting, answer) })).find(({ said }) => said);
  if (told?.said !== undefined) {
    const { faults, code = null, mark, sure = true, madeBy = 'edge' } = told.said;
    return {
      by: told.sighting.edge.id,
      madeBy,
      fault: faults[0],
      among: faults,
      sure: sure && faults.length === 1,
      code: code?.slice(0, CODE_CHARS_MAX) ?? null,
      marks: mark === undefined ? marks : [...marks, mark],
      seen,
    };
  }
  // A page of the edge's own whose reason is not known stays unknown, rather than being taken for the origin's.
  const faults: Faults | undefined =
    first?.ownPage === true && answer.status >= 500 ? ['unknown'] : byStatus(answer.status, first);
  return {
    by: first?.edge.id ?? 'origin',
    madeBy: first === undefined ? 'origin' : faults === undefined ? 'unknown' : 'origin',
    fault: faults?.[0] ?? null,
    among: faults ?? [],
    sure: false,
    code: null,
    marks,
    seen,
  };
}

interface Said {
  readonly faults: Faults;
  readonly code?: string;
  readonly mark?: string;
  readonly sure?: boolean;
  readonly madeBy?: Verdict['madeBy'];
}

/** What this edge says of the failure itself; undefined where it says nothing, or nothing failed. */
function sayOf(sighting: Sighting, answer: Answer): Said | undefined {
  const { status, headers, body } = answer;
  if (status < 400) return undefined;
  switch (sighting.edge.id) {
    case 'cloudflare':
      return cloudflareSays(sighting, answer);
    case 'akamai': {
      const reference = AKAMAI_REFERENCE.exec(body)?.[1];
      const faults = reference === undefined ? undefined : AKAMAI_CODE.get(Number(reference));
      return faults && { faults, code: `#${reference}`, sure: false };
    }
    case 'cloudfront':
      return sighting.ownPage
        ? said(firstOf(CLOUDFRONT_PAGE, body) ?? cloudfrontStatus(status), `CloudFront's own page`)
        : undefined;
    case 'fastly':
      return sighting.ownPage || status === 503
        ? said(firstOf(FASTLY_PAGE, body), 'its reason in the body')
        : undefined;
    case 'vercel': {
      const code = headers['x-vercel-error'];
      return code === undefined ? undefined : coded(firstOf(VERCEL_ERROR, code), code);
    }
    case 'azure-front-door': {
      const code = headers['x-azure-externalerror'];
      if (code !== undefined) return coded(firstOf(AZURE_ERROR, code), code);
      if (!sighting.ownPage) return undefined;
      return said(['origin-unreachable', 'origin-timeout-response', 'origin-timeout-connect', 'edge'], 'its own page');
    }
    case 'google':
      if (!sighting.ownPage) return undefined;
      return said(['origin-unreachable', 'origin-bad-response', 'origin-timeout-response', 'edge'], 'its own page');
    case 'netlify':
      return sighting.ownPage ? said(['config'], 'its own page') : undefined;
    case 'aws-alb':
      return said(ALB_STATUS.get(status), 'its name as the server');
    case 'haproxy':
      return sighting.ownPage ? said(HAPROXY_STATUS.get(status), 'its own page') : undefined;
    case 'nginx':
      return nginxSays(sighting, answer);
    default:
      return undefined;
  }
}

const said = (faults: Faults | undefined, mark: string): Said | undefined => faults && { faults, mark };
const coded = (faults: Faults | undefined, code: string): Said | undefined => faults && { faults, code };

function cloudflareSays({ ownPage }: Sighting, { status, headers, body }: Answer): Said | undefined {
  if (headers['cf-mitigated'] !== undefined) {
    return { faults: ['policy'], mark: `header cf-mitigated: ${headers['cf-mitigated']}` };
  }
  const digits = /\berror(?: code)?:?\s*(1\d{3})\b/i.exec(body)?.[1];
  const byCode = digits === undefined ? undefined : CLOUDFLARE_CODE.get(Number(digits));
  if (byCode !== undefined) return { faults: byCode, code: digits!, mark: `body “error code ${digits}”` };
  const faults = CLOUDFLARE_STATUS.get(status);
  if (faults !== undefined) return { faults, code: String(status) };
  const edgeMade = headers['cf-error-type'] !== undefined;
  if (status !== 500 && status !== 502 && status !== 503 && status !== 504) return undefined;
  if (edgeMade) return { faults: ['edge'], mark: `header cf-error-type: ${headers['cf-error-type']}` };
  if (/cf-error-details/.test(body) && (status === 502 || status === 504)) {
    // The page with Cloudflare's design says that the origin sent this status.
    const sent: Faults =
      status === 504 ? ['origin-timeout-response', 'origin-app'] : ['origin-app', 'origin-bad-response'];
    return { faults: sent, madeBy: 'origin' };
  }
  return ownPage || /cloudflare/i.test(body) ? { faults: ['edge'], sure: false } : undefined;
}

/** A page of another design may still be nginx's: owners replace them. The status then says it alone. */
function nginxSays({ ownPage }: Sighting, { status }: Answer): Said | undefined {
  const faults = NGINX_STATUS.get(status);
  if (faults === undefined || ownPage) return said(faults, 'its own page');
  if (status !== 502 && status !== 504) return undefined;
  return { faults: [...faults, 'origin-app'], sure: false, mark: 'a status that proxies send' };
}

function cloudfrontStatus(status: number): Faults | undefined {
  if (status === 403) return ['policy', 'config'];
  if (status === 502) return ['origin-refused', 'origin-tls', 'origin-dns', 'origin-bad-response'];
  if (status === 503) return ['edge', 'origin-overload'];
  return status === 504 ? ['origin-timeout-response', 'origin-timeout-connect'] : undefined;
}

/** Nobody says more than the status. */
function byStatus(status: number, before: Sighting | undefined): Faults | undefined {
  if (status < 400) return undefined;
  if (status === 401 || status === 403 || status === 407 || status === 429 || status === 451) return ['policy'];
  if (status === 404 || status === 405 || status === 410) return ['config', 'origin-app'];
  if (status < 500) return ['client'];
  if (status === 503) return ['origin-overload', 'origin-app'];
  if (status === 508) return ['config'];
  if (status === 502)
    return ['origin-bad-response', 'origin-refused', 'origin-unreachable', 'origin-app', 'origin-tls'];
  if (status === 504) return ['origin-timeout-response', 'origin-timeout-connect', 'origin-app'];
  return before === undefined || status === 500 ? ['origin-app'] : ['unknown'];
}
