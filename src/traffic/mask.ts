/** Text out of a log line as it may be shown: the last parts of addresses are masked, and control characters are dots. */

const IPV4 = /\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b/g;
const IPV6 = /\b((?:[0-9a-f]{1,4}:){2,3})[0-9a-f:]*:[0-9a-f:.]*/gi;
/** Letters that a terminal would obey. */
const CONTROL = /\p{Cc}/gu;

export const maskAddresses = (text: string): string =>
  text.replace(IPV4, '$1.x').replace(IPV6, maskTime).replace(CONTROL, '·');

/** A clock's time looks like the beginning of an IPv6 address, and is none. */
const maskTime = (whole: string, start: string): string => (/^\d\d:\d\d:\d\d$/.test(whole) ? whole : `${start}x`);
