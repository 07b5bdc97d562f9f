import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changed,
  delivered,
  EMPTY_THREAD,
  type Message,
  merged,
  type Pending,
  unreadAfter,
  withPending,
} from './merge';

const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: `${1000 + seq}`,
  seq,
  clientId: `client-${seq}`,
  kind: 'operator',
  author: { name: 'Dana' },
  text: `text ${seq}`,
  event: null,
  hidden: [],
  file: null,
  at: '2026-11-22T09:00:00.000Z',
  ...change,
});

const pending = (clientId: string): Pending => ({
  clientId,
  text: 'On my way',
  hidden: [],
  file: null,
  at: '2026-11-22T09:00:00.000Z',
  state: 'sending',
  progress: 0,
  error: '',
  again: false,
});

const seqs = ({ messages }: { messages: readonly Message[] }) => messages.map(({ seq }) => seq);

test('however answers overlap and in whatever order they come, each message stands once and in its place', () => {
  const answers = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 30 })), { maxLength: 12 });
  fc.assert(
    fc.property(answers, (given) => {
      const thread = given.reduce(
        (so, numbers) => merged(so, { messages: numbers.map((seq) => message(seq)), seq: Math.max(0, ...numbers) }),
        EMPTY_THREAD,
      );
      const all = [...new Set(given.flat())].sort((a, b) => a - b);
      expect(seqs(thread)).toEqual(all);
      expect(thread.seq).toBe(Math.max(0, ...all));
    }),
  );
});

test('what changed later takes the place of what is known', () => {
  const before = merged(EMPTY_THREAD, { messages: [message(1), message(2)], seq: 2 });
  const hidden = [{ start: 0, end: 4, kind: 'ssn' }];
  const after = merged(before, { messages: [message(1, { hidden })], seq: 3 });
  expect(seqs(after)).toEqual([1, 2]);
  expect(after.messages[0]?.hidden).toEqual(hidden);
});

test('a message of ours is shown at once, and becomes one message whether its answer or the stream comes first', () => {
  const sent = { id: '1005', seq: 5, at: '2026-11-22T09:01:00.000Z' };
  const mine = pending('mine');
  const waiting = withPending(merged(EMPTY_THREAD, { messages: [message(3)], seq: 3 }), mine);
  expect(waiting.pending).toHaveLength(1);

  const answerFirst = delivered(waiting, mine, sent);
  expect(answerFirst.pending).toEqual([]);
  expect(seqs(answerFirst)).toEqual([3, 5]);
  expect(answerFirst.seq, 'message 4 is still to be asked for').toBe(3);

  const fromServer = message(5, { clientId: 'mine', kind: 'visitor', author: null });
  const streamFirst = merged(waiting, { messages: [message(4), fromServer], seq: 5 });
  expect(streamFirst.pending).toEqual([]);
  expect(seqs(delivered(streamFirst, mine, sent))).toEqual([3, 4, 5]);
  expect(seqs(merged(answerFirst, { messages: [message(4), fromServer], seq: 5 }))).toEqual([3, 4, 5]);
});

test('a message sent again keeps its place and its identity', () => {
  const thread = changed(withPending(withPending(EMPTY_THREAD, pending('a')), pending('b')), 'a', { state: 'failed' });
  expect(thread.pending.map(({ clientId, state }) => [clientId, state])).toEqual([
    ['a', 'failed'],
    ['b', 'sending'],
  ]);
});

test('the badge counts answers that were not seen, not our own words', () => {
  const messages = [message(1), message(2, { kind: 'visitor' }), message(3), message(4, { kind: 'event' })];
  const thread = merged(EMPTY_THREAD, { messages, seq: 4 });
  expect([0, 1, 3].map((read) => unreadAfter(thread, read))).toEqual([2, 1, 0]);
});
