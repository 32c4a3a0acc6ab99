/**
 * Networks that rent out machines, by number and by the words in their names. A hint and no more: companies and privacy
 * services send people's traffic from there too, and many hosters are in neither list.
 */
import type { OriginTally } from '../../model/origin.ts';
import { NOTHING } from '../origins.ts';

/** Large hosters, each checked against its name in ip-location-db asn of 17 June 2026. */
const HOSTERS = new Set(
  [
    // Amazon, Google Cloud, Microsoft, Oracle, IBM, Alibaba, Tencent, Huawei, Baidu, UCloud.
    [16509, 14618, 396982, 8075, 8068, 31898, 36351, 45102, 37963, 132203, 45090, 136907, 55990, 38365, 135377],
    // OVH, Hetzner, DigitalOcean, Akamai (Linode), Vultr, Contabo, Leaseweb, Scaleway, IONOS, netcup.
    [16276, 35540, 24940, 213230, 212317, 14061, 63949, 20473, 51167, 40021],
    [60781, 28753, 30633, 59253, 32613, 395954, 12876, 8560, 197540],
    // M247, Datacamp, Hostinger, HostPapa, Psychz, QuadraNet, GoDaddy, Rackspace, Selectel, Timeweb, Kamatera, UpCloud.
    [9009, 60068, 212238, 47583, 36352, 54290, 40676, 8100, 26496, 398101, 33070, 27357, 19994, 49505, 9123, 36007],
    [202053, 25697, 210644, 216246, 199524, 26347, 44925, 200651, 50673, 62240, 46606, 53667, 29802, 23470, 55286],
    // GleSYS, velia, Wildcard, Multacom, IOFlood, A2, Namecheap, Interserver, Sakura, GMO, Packet, WorldStream, NForce …
    [42708, 29066, 34119, 35916, 53755, 55293, 22612, 19318, 64200, 200019, 9370, 7506, 20454, 54825, 207990],
    [202425, 206264, 49981, 43350, 46844],
  ]
    .flat()
    .map((number) => `AS${number}`),
);

const HOSTING_WORDS =
  /\bhost(?:s|ed|er|ing)?\b|hosting|\bcloud\b|\bservers?\b|\bv[dp]s\b|\bcolo(?:cation)?\b|data ?cent(?:er|re)/i;

export function isHosting(code: string, name: string | undefined): boolean {
  return HOSTERS.has(code) || (name !== undefined && HOSTING_WORDS.test(name));
}

export interface HostingShares {
  readonly requests: number;
  readonly clients: number;
}

/** Of the requests and clients whose network is known by row; null where none is. */
export function hostingShares(
  networks: OriginTally,
  nameOf: (code: string) => string | undefined,
): HostingShares | null {
  let [all, hosted] = [NOTHING, NOTHING];
  for (const [code, count] of Object.entries(networks.byCode)) {
    all = plus(all, count);
    if (isHosting(code, nameOf(code))) hosted = plus(hosted, count);
  }
  if (all.requests === 0) return null;
  return { requests: hosted.requests / all.requests, clients: all.clients > 0 ? hosted.clients / all.clients : 0 };
}

function plus(one: typeof NOTHING, other: typeof NOTHING): typeof NOTHING {
  return {
    requests: one.requests + other.requests,
    clients: one.clients + other.clients,
    bytes: one.bytes + other.bytes,
  };
}
