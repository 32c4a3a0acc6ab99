/** The origin of the probes' bench, as its own process: answers every request at once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((_, response) => response.end('all is well here')).listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
