/** Text out of a log line as it may be shown: the last parts of addresses are masked, and control characters are dots. */

const IPV4 = /\b(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}\b/g;
const IPV6 = /(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;
/** A clock's time, with the year of the log's date in front, is made of the same signs. */
const TIME = /^(?:\d{4}:)?\d\d:\d\d:\d\d$/;
/** Letters that a terminal would obey. */
const CONTROL = /\p{Cc}/gu;

export const maskAddresses = (text: string): string =>
  text
    .replace(IPV4, '$1.x')
    .replace(IPV6, (found) => (TIME.test(found) ? found : `${found.split(':').slice(0, 3).join(':')}:x`))
    .replace(CONTROL, '·');
