import { Agent, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Listener } from './doors';
import { type FrontServer, makeFrontServer } from './front-server';

async function serving(answer: Listener): Promise<FrontServer & { port: number }> {
  const front = makeFrontServer(() => () => undefined, answer);
  await new Promise<void>((listening) => front.server.listen(0, '127.0.0.1', listening));
  return { ...front, port: (front.server.address() as AddressInfo).port };
}

const ask = (port: number, agent: Agent | false = false) =>
  new Promise<IncomingMessage>((answered, failed) => {
    get({ host: '127.0.0.1', port, agent }, answered).on('error', failed);
  });

const ended = (answer: IncomingMessage) =>
  new Promise<'whole' | 'cut'>((told) => {
    answer.on('error', () => {});
    answer.on('close', () => told(answer.complete ? 'whole' : 'cut')).resume();
  });

test('who is being answered when the server is to end gets the whole answer, and nobody else is let in', async () => {
  const front = await serving(async (_, response) => {
    response.writeHead(200).write('begun');
    await wait(300);
    response.end('done');
  });
  const answer = await ask(front.port);
  const drained = front.drain(10_000);
  await expect(ask(front.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(await ended(answer)).toBe('whole');
  await drained;
});

test('streams, and connections that are only kept alive, hold no end up', async () => {
  const front = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write(': beat\n\n');
  });
  const stream = ended(await ask(front.port));
  const since = Date.now();
  await front.drain(60_000);
  expect(await stream).toBe('cut');

  const other = await serving((_, response) => response.end('done'));
  const agent = new Agent({ keepAlive: true });
  expect(await ended(await ask(other.port, agent))).toBe('whole');
  await other.drain(60_000);
  agent.destroy();
  expect(Date.now() - since).toBeLessThan(30_000);
});

test('what takes too long is cut off in the end', async () => {
  const front = await serving((_, response) => response.writeHead(200).write('begun'));
  const answer = ended(await ask(front.port));
  await front.drain(200);
  expect(await answer).toBe('cut');
});

test('a socket that a connection became, as the one by which an edit shows, is cut off too', async () => {
  const front = await serving((_, response) => response.end());
  const upgraded = new Promise<void>((told) => {
    front.server.on('upgrade', (_, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n');
      told();
    });
  });
  const socket = connect(front.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n');
  await upgraded;
  await front.drain(100);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 101 /);
});

test('an answer that breaks is one error without a word of what broke, and the server goes on', async () => {
  const front = await serving(async () => {
    throw new Error('of a patient');
  });
  const answer = await ask(front.port);
  expect(answer.statusCode).toBe(500);
  expect(await text(answer)).not.toMatch(/patient/);
  expect((await ask(front.port)).statusCode).toBe(500);
  await front.drain(0);
});
