import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { markRequests, PATH_HEADER, PEER_HEADER, REQUEST_ID_HEADER } from './mark-requests';

test('our headers say what the server saw, whatever the client sent in them', async () => {
  markRequests();
  let seen: IncomingHttpHeaders = {};
  const server = createServer((request, response) => {
    seen = request.headers;
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const forged = { [PEER_HEADER]: '192.0.2.1', [REQUEST_ID_HEADER]: 'forged', [PATH_HEADER]: '/forged' };
  await fetch(`http://127.0.0.1:${port}/m/Contacts/1?email=a%40b.example`, { headers: forged });
  await new Promise((closed) => server.close(closed));
  expect(seen[PEER_HEADER]).toBe('127.0.0.1');
  expect(seen[PATH_HEADER]).toBe('/m/Contacts/1');
  expect(seen[REQUEST_ID_HEADER]).toMatch(/^[0-9a-f-]{36}$/);
});
