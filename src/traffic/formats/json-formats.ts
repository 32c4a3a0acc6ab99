/** The JSON logs of servers and services: which key says what. Names of keys as `jsonReader` compares them. */
import { type LineFormat, REACHED, type ReadLine } from '../line.ts';
import type { ReadOptions } from './forwarded.ts';
import { jsonReader } from './json.ts';
import type { Keys } from './keys.ts';
import { ROLE } from './roles.ts';

/** nginx with `escape=json` and everybody who made a format of their own, under the names that people give; Elastic's too. */
const COMMON_KEYS: Keys = [
  [ROLE.client, 'clientip trueclientip cfconnectingip httpcfconnectingip xclientip'],
  [ROLE.peer, 'remoteaddr remoteip remotehost remote ip ipaddress client clientaddr srcip sourceip sourceaddress addr'],
  [ROLE.forwarded, 'httpxforwardedfor xforwardedfor forwardedfor xff httpxrealip xrealip realip'],
  [ROLE.time, 'timelocal timeiso8601 time timestamp ts date datetime starttime timestarted requesttimestamp'],
  [ROLE.exactTime, 'msec timemsec timestampms epoch epochms'],
  [ROLE.request, 'request requestline req'],
  [ROLE.method, 'method requestmethod verb httpmethod httprequestmethod'],
  [ROLE.target, 'requesturi requesturl urloriginal originalurl target'],
  [ROLE.path, 'uri path url requestpath urlpath documenturi uripath'],
  [ROLE.query, 'args query querystring queryparams urlquery'],
  [ROLE.protocol, 'protocol serverprotocol proto httpversion requestprotocol requestproto'],
  [
    ROLE.status,
    'status statuscode responsestatus responsecode httpstatus httpstatuscode httpresponsestatuscode code response',
  ],
  [ROLE.size, 'bodybytessent bytessent bytes size bodybytes responsesize responsebytes contentlength bytesout length'],
  [ROLE.size, 'httpresponsebodybytes httpresponsebytes'],
  [ROLE.referrer, 'httpreferer referer referrer httpreferrer httprequestreferrer requestreferer requestreferrer'],
  [ROLE.agent, 'httpuseragent useragent agent ua useragentoriginal requestuseragent httprequestuseragent'],
  [ROLE.host, 'host httphost servername vhost domain virtualhost serverhost site authority urldomain requesthost'],
  [ROLE.seconds, 'requesttime duration responsetime elapsed requestduration'],
  [ROLE.millis, 'durationms requesttimems responsetimems latencyms elapsedms timetakenms timetaken'],
  [ROLE.micros, 'durationus requesttimeus latencyus'],
  [ROLE.nanos, 'durationns eventduration'],
  [ROLE.originStatus, 'upstreamstatus originstatus backendstatus targetstatuscode'],
  [ROLE.origin, 'upstreamaddr upstreamaddress upstream'],
  [ROLE.connected, 'upstreamconnecttime'],
  [ROLE.answered, 'upstreamheadertime'],
  [
    ROLE.country,
    'country countrycode geoipcountrycode geoipcountry geoip2countrycode geoip2datacountrycode cfipcountry',
  ],
  [ROLE.country, 'httpcfipcountry clientgeocountryisocode sourcegeocountryisocode geoipcountrycode2'],
  [ROLE.network, 'asn geoipasn geoip2dataasn clientasn clientasnumber sourceasnumber'],
  [ROLE.detail, 'terminationstate responsecodedetails'],
];

/** https://caddyserver.com/docs/caddyfile/directives/log and the structure of its `http.log.access` entries. */
const CADDY_KEYS: Keys = [
  [ROLE.exactTime, 'ts'],
  [ROLE.logger, 'logger'],
  [ROLE.client, 'requestclientip'],
  [ROLE.peer, 'requestremoteip requestremoteaddr'],
  [ROLE.forwarded, 'requestheadersxforwardedfor'],
  [ROLE.protocol, 'requestproto'],
  [ROLE.method, 'requestmethod'],
  [ROLE.host, 'requesthost'],
  [ROLE.target, 'requesturi'],
  [ROLE.agent, 'requestheadersuseragent'],
  [ROLE.referrer, 'requestheadersreferer'],
  [ROLE.country, 'requestheaderscfipcountry'],
  [ROLE.seconds, 'duration'],
  [ROLE.size, 'size'],
  [ROLE.status, 'status'],
];

/** https://doc.traefik.io/traefik/observability/access-logs/ */
const TRAEFIK_KEYS: Keys = [
  [ROLE.exactTime, 'startutc'],
  [ROLE.time, 'time startlocal'],
  [ROLE.client, 'clienthost'],
  [ROLE.peer, 'clientaddr'],
  [ROLE.forwarded, 'requestxforwardedfor'],
  [ROLE.method, 'requestmethod'],
  [ROLE.target, 'requestpath'],
  [ROLE.protocol, 'requestprotocol'],
  [ROLE.host, 'requesthost'],
  [ROLE.agent, 'requestuseragent'],
  [ROLE.referrer, 'requestreferer'],
  [ROLE.status, 'downstreamstatus'],
  [ROLE.originStatus, 'originstatus'],
  [ROLE.size, 'downstreamcontentsize'],
  [ROLE.nanos, 'duration'],
];

/** It logs 0 as the origin's status where it found no server to ask. */
function traefikReader(options: ReadOptions): ReadLine {
  const read = jsonReader(TRAEFIK_KEYS, options);
  return (bytes, start, end, line) => {
    const code = read(bytes, start, end, line);
    if (line.originStatus === 0) line.reached = REACHED.none;
    return code;
  };
}

/** https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/ */
const CLOUDFLARE_KEYS: Keys = [
  [ROLE.client, 'clientip'],
  [ROLE.network, 'clientasn'],
  [ROLE.country, 'clientcountry'],
  [ROLE.host, 'clientrequesthost'],
  [ROLE.method, 'clientrequestmethod'],
  [ROLE.target, 'clientrequesturi'],
  [ROLE.path, 'clientrequestpath'],
  [ROLE.protocol, 'clientrequestprotocol'],
  [ROLE.referrer, 'clientrequestreferer'],
  [ROLE.agent, 'clientrequestuseragent'],
  [ROLE.exactTime, 'edgestarttimestamp'],
  [ROLE.time, 'edgeendtimestamp datetime'],
  [ROLE.status, 'edgeresponsestatus'],
  [ROLE.size, 'edgeresponsebytes'],
  [ROLE.originAnswer, 'originresponsestatus'],
  [ROLE.millis, 'edgetimetofirstbytems'],
  [ROLE.detail, 'securityaction securityactions'],
];

/** What a column of that name means, in a table with a header. */
export function columnRole(name: string): number {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return COMMON_KEYS.find(([, names]) => names.split(' ').includes(plain))?.[0] ?? ROLE.skip;
}

export const JSON_FORMATS: readonly ((options: ReadOptions) => LineFormat)[] = [
  (options) => ({
    name: 'cloudflare',
    title: 'Cloudflare Logpush, dataset http_requests',
    reader: () => jsonReader(CLOUDFLARE_KEYS, options),
  }),
  (options) => ({ name: 'caddy', title: 'Caddy JSON', reader: () => jsonReader(CADDY_KEYS, options, true) }),
  (options) => ({ name: 'traefik-json', title: 'Traefik JSON', reader: () => traefikReader(options) }),
  (options) => ({
    name: 'json',
    title: 'nginx JSON (escape=json) and other JSON with the usual names',
    reader: () => jsonReader(COMMON_KEYS, options),
  }),
];
