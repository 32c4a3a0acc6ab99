/** An authority and certificates that are good, expired, too early, for another name, and vouched for by nobody; made by OpenSSL. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const KINDS = ['good', 'expired', 'early', 'othername', 'selfsigned'] as const;
export type Kind = (typeof KINDS)[number];

export interface Certificates {
  readonly authority: string;
  path(kind: Kind): { readonly cert: string; readonly key: string };
}

export function makeCertificates(folder: string): Certificates {
  mkdirSync(join(folder, 'new'), { recursive: true });
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  writeFileSync(
    join(folder, 'ca.cnf'),
    `[ca]\ndefault_ca = own\n[own]\ndir = .\ndatabase = index\nserial = serial\nnew_certs_dir = new\ndefault_md = sha256\npolicy = any\nunique_subject = no\ncopy_extensions = copy\n[any]\ncommonName = supplied\n`,
  );
  writeFileSync(join(folder, 'index'), '');
  writeFileSync(join(folder, 'serial'), '1000\n');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '30',
    '-subj',
    '/CN=Authority of a test',
  );
  const year = (offset: number) => `${new Date().getUTCFullYear() + offset}0101000000Z`;
  const spans: Record<Exclude<Kind, 'selfsigned'>, [string, string]> = {
    good: [year(-1), year(2)],
    expired: [year(-2), year(-1)],
    early: [year(1), year(2)],
    othername: [year(-1), year(2)],
  };
  for (const [kind, [from, to]] of Object.entries(spans)) {
    const name = kind === 'othername' ? 'DNS:elsewhere.example' : 'DNS:localhost';
    openssl(
      'req',
      ...key,
      '-keyout',
      `${kind}.key`,
      '-out',
      `${kind}.csr`,
      '-subj',
      '/CN=test',
      '-addext',
      `subjectAltName=${name}`,
    );
    openssl(
      'ca',
      '-batch',
      '-config',
      'ca.cnf',
      '-keyfile',
      'ca.key',
      '-cert',
      'ca.crt',
      '-in',
      `${kind}.csr`,
      '-out',
      `${kind}.crt`,
      '-startdate',
      from,
      '-enddate',
      to,
      '-notext',
    );
  }
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'selfsigned.key',
    '-out',
    'selfsigned.crt',
    '-days',
    '30',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  );
  return {
    authority: readFileSync(join(folder, 'ca.crt'), 'utf8'),
    path: (kind) => ({ cert: join(folder, `${kind}.crt`), key: join(folder, `${kind}.key`) }),
  };
}
