import { expect, test, vi } from 'vitest';
import { isPassing, untilAnswered, waitMs } from './again';
import { ApiError, errorOf } from './api';
import type { Thread } from './merge';
import { EMPTY_THREAD } from './merge';
import { makeOutbox } from './outbox';
import { FIRST_STATE, type State } from './state';

const later = (seconds = '1') => errorOf(503, '{"error":{"code":"internal","message":"x"}}', seconds);

test('an answer that says "later" is told from one that says "no", whatever its body', () => {
  for (const status of [502, 503, 504]) expect(isPassing(errorOf(status, '<html>', '7'))).toBe(true);
  for (const status of [400, 401, 403, 404, 409, 429, 500]) expect(isPassing(errorOf(status, '{}', '7'))).toBe(false);
  expect(isPassing(new ApiError('network', ''))).toBe(true);
  expect(waitMs(later('20'), 1)).toBe(20_000);
  expect(waitMs(later('99999'), 1)).toBe(60_000);
});

test('a call is made again until it goes well, so often at most, and not once it is not wanted', async () => {
  vi.useFakeTimers();
  const call = vi.fn().mockRejectedValueOnce(later()).mockRejectedValueOnce(later()).mockResolvedValueOnce('there');
  const answer = untilAnswered(call);
  await vi.runAllTimersAsync();
  expect(await answer).toBe('there');

  const never = vi.fn().mockRejectedValue(later());
  const given = untilAnswered(never, { most: 3 }).catch((error) => error.code);
  await vi.runAllTimersAsync();
  expect([await given, never.mock.calls.length]).toEqual(['unavailable', 3]);

  const unwanted = untilAnswered(never, { wanted: () => false }).catch((error) => error.code);
  await vi.runAllTimersAsync();
  expect([await unwanted, never.mock.calls.length]).toEqual(['unavailable', 4]);
  vi.useRealTimers();
});

test('messages written while the server is away are kept, say so, and arrive once each in their order', async () => {
  vi.useFakeTimers();
  let state: State = { ...FIRST_STATE, conversation: conversationOf(EMPTY_THREAD) };
  let away = true;
  const arrived: string[] = [];
  const message = vi.fn(async (_token: string, _id: string, { clientId, text }: { clientId: string; text: string }) => {
    if (away) throw later();
    arrived.push(text);
    return { id: clientId, seq: arrived.length, at: new Date().toISOString() };
  });
  const outbox = makeOutbox({
    api: { message } as never,
    state: () => state,
    token: () => 't',
    change: (make) => {
      if (state.conversation) state = { ...state, conversation: make(state.conversation) };
    },
    explain: () => 'We cannot be reached at the moment.',
    sync: async () => {},
  });
  outbox.send('first', []);
  outbox.send('second', []);
  await vi.advanceTimersByTimeAsync(60_000);
  const waiting = state.conversation?.thread.pending ?? [];
  expect(waiting.map(({ text }) => text)).toEqual(['first', 'second']);
  expect(waiting[0]).toMatchObject({ state: 'failed', error: 'We cannot be reached at the moment.' });
  expect(message.mock.calls.length).toBeLessThan(20);
  away = false;
  outbox.sendAgain();
  await vi.advanceTimersByTimeAsync(10);
  expect(arrived).toEqual(['first', 'second']);
  expect(state.conversation?.thread.pending).toEqual([]);
  vi.useRealTimers();
});

function conversationOf(thread: Thread): NonNullable<State['conversation']> {
  return { id: '1', status: 'open', offline: false, operatorName: null, rating: null, thread };
}
