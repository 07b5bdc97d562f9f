import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneAtATime } from '@/lib/chat/merge';
import { backoffMs } from './backoff';
import { eventReader, type ServerEvent } from './events';
import { follow } from './follow';

const STREAM =
  ': beat\n\nevent: resync\ndata: {}\n\nevent: changed\r\ndata: {"seq":4}\r\n\r\nevent: typing\ndata: {"typist":"operator"}\n\n';

test('events come out whole wherever the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: STREAM.length })), (given) => {
      const cuts = [0, ...given.sort((a, b) => a - b), STREAM.length];
      const heard: ServerEvent[] = [];
      const read = eventReader((event) => heard.push(event));
      for (const [index, cut] of cuts.slice(1).entries()) read(STREAM.slice(cuts[index], cut));
      expect(heard).toEqual([
        { event: 'resync', data: '{}' },
        { event: 'changed', data: '{"seq":4}' },
        { event: 'typing', data: '{"typist":"operator"}' },
      ]);
    }),
  );
});

test('waiting doubles up to half a minute, and no two wait the same', () => {
  expect([1, 2, 3, 4, 9, 50].map((failures) => backoffMs(failures, () => 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 30_000, 30_000,
  ]);
  expect(backoffMs(3, () => 0)).toBe(2_000);
});

test('a lost stream is opened again, and says so meanwhile', async () => {
  const stop = new AbortController();
  const links: boolean[] = [];
  let opened = 0;
  await follow(
    {
      async open() {
        opened += 1;
        return new Response('event: resync\ndata: {}\n\n');
      },
      hear() {
        if (opened === 2) stop.abort();
      },
      onLink: (live) => links.push(live),
    },
    stop.signal,
  );
  expect(opened).toBe(2);
  expect(links).toEqual([true, false, true]);
});

test('questions asked while one is under way become one further question after it', async () => {
  let running = 0;
  let runs = 0;
  const ask = oneAtATime(async () => {
    expect(++running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    runs += 1;
  });
  await Promise.all([ask(), ask(), ask(), ask()]);
  expect(runs).toBe(2);
  await ask();
  expect(runs).toBe(3);
});
