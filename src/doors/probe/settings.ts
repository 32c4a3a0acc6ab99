/** What can be probed, and how much of it is followed and read. */

/** More redirects than any browser follows are a circle. */
export const REDIRECTS_MAX = 10;
/** So much of an answer is read; more is no use to a probe. */
export const BODY_BYTES_MAX = 1_048_576;

export const SCHEMES = ['http:', 'https:', 'tcp:', 'tls:', 'dns:'] as const;

export interface Target {
  /** As it was written; it names the check. */
  readonly name: string;
  readonly scheme: (typeof SCHEMES)[number];
  readonly url: URL;
}

/** A target as text becomes one, or a reason why it is none. */
export function readTarget(text: string): Target | string {
  const named = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  let url: URL;
  try {
    url = new URL(named);
  } catch {
    return `"${text}" is no URL`;
  }
  const scheme = SCHEMES.find((known) => known === url.protocol);
  if (scheme === undefined) return `${url.protocol}// is not probed; http, https, tcp, tls and dns are`;
  if (url.hostname === '') return `"${text}" names no host`;
  if (url.username !== '' || url.password !== '') return 'a name and password in a URL would stand in the journal';
  if (scheme === 'tcp:' && url.port === '') return 'name the port: tcp://HOST:PORT';
  if (scheme !== 'http:' && scheme !== 'https:' && /[^/]/.test(url.pathname + url.search)) {
    return `${scheme}// takes a host${scheme === 'dns:' ? '' : ' and a port'} and nothing more`;
  }
  return { name: text, scheme, url };
}
