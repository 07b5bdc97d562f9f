/** More requests to one place at once than there are connections to it: those that wait take over the ones of others. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { send } from '../outbound';

test('requests that wait their turn are all answered, and leave nothing behind on the connections they take over', async () => {
  const warnings: string[] = [];
  const warned = ({ message }: Error) => warnings.push(message);
  process.on('warning', warned);
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(request.url));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      send({ method: 'POST', url: `${url}/${n}`, headers: {}, body: 'x' }, ['127.0.0.1']),
    ),
  );
  expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 1_000 }, (_, n) => `/${n}`));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  process.off('warning', warned);
  expect(warnings).toEqual([]);
});
