/** Real nginx and HAProxy before origins that fail: each failure has a path, `/NAME/...`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, launch } from '../traffic/web-servers.ts';
import { type Certificates, KINDS, type Kind } from './certificates.ts';

/** What lies behind a proxy, by name: where it goes, and whether it speaks TLS to there. */
export interface Behind {
  readonly port: number;
  readonly tls?: boolean;
}

export interface Proxies {
  readonly nginx: number;
  readonly haproxy: number;
  /** nginx with TLS, by its certificate. */
  readonly tls: Readonly<Record<Kind, number>>;
  close(): Promise<void>;
}

export async function startProxies(
  folder: string,
  behind: Readonly<Record<string, Behind>>,
  certificates: Certificates,
  names: string,
): Promise<Proxies> {
  const [nginx, haproxy] = [await freePort(), await freePort()];
  const tls = {} as Record<Kind, number>;
  for (const kind of KINDS) tls[kind] = await freePort();
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const conf = join(folder, 'nginx.conf');
  writeFileSync(conf, nginxConf(folder, nginx, tls, behind, certificates, names));
  const cfg = join(folder, 'haproxy.cfg');
  writeFileSync(cfg, haproxyConf(haproxy, behind, names));
  const running = [
    await launch('nginx', ['-p', folder, '-c', conf], nginx),
    await launch('haproxy', ['-f', cfg, '-db'], haproxy),
  ];
  return {
    nginx,
    haproxy,
    tls,
    async close() {
      for (const { stop } of running) await stop();
    },
  };
}

function nginxConf(
  folder: string,
  port: number,
  tls: Readonly<Record<Kind, number>>,
  behind: Readonly<Record<string, Behind>>,
  certificates: Certificates,
  names: string,
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; master_process on; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/tmp/${name};`).join(' ')}
  access_log off;
  proxy_connect_timeout 1s; proxy_read_timeout 1s; proxy_send_timeout 1s;
  limit_conn_zone $server_name zone=few:1m;
  server {
    listen 127.0.0.1:${port};
    location / { return 200 "all is well here\\n"; }
    location /deny/ { deny all; }
    location /closed/ { return 503; }
    location /hidden/ { error_page 502 =502 @custom; proxy_pass http://127.0.0.1:${behind.refused!.port}/; }
    location @custom { internal; default_type text/html; return 502 "<h1>We will be back soon</h1>"; }
    location /cycle/ { rewrite ^ /cycle/ last; }
    location /gone-name/ { resolver ${names} valid=1s; set $where gone.example; proxy_pass http://$where:80; }
    ${Object.entries(behind)
      .map(
        ([name, { port: to, tls: secure }]) =>
          `location /${name}/ { proxy_pass http${secure ? 's' : ''}://127.0.0.1:${to}/; }`,
      )
      .join('\n    ')}
  }
  ${KINDS.map((kind) => {
    const { cert, key } = certificates.path(kind);
    return `server { listen 127.0.0.1:${tls[kind]} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key}; location / { return 200 "all is well here\\n"; } }`;
  }).join('\n  ')}
}
`;
}

function haproxyConf(port: number, behind: Readonly<Record<string, Behind>>, names: string): string {
  return `global
  maxconn 256
resolvers own
  nameserver one ${names}
  resolve_retries 1
  timeout resolve 200ms
  timeout retry 200ms
defaults
  mode http
  retries 0
  timeout connect 1s
  timeout client 10s
  timeout server 1s
  timeout queue 500ms
frontend edge
  bind 127.0.0.1:${port}
  http-request deny deny_status 403 if { path_beg /deny/ }
  http-request set-var(txn.to) path,field(2,/)
  http-request set-path %[path,regsub(^/[^/]+,,)] if { path_sub -i / } !{ path / }
  ${[...Object.keys(behind), 'gone-name', 'queue'].map((name) => `use_backend ${name} if { var(txn.to) -m str ${name} }`).join('\n  ')}
  default_backend app
backend gone-name
  server one gone.example:80 resolvers own init-addr none check inter 200ms
backend queue
  server one 127.0.0.1:${behind.silent!.port} maxconn 1
${Object.entries(behind)
  .map(([name, { port: to, tls }]) => `backend ${name}\n  server one 127.0.0.1:${to}${tls ? ' ssl verify none' : ''}`)
  .join('\n')}
`;
}
