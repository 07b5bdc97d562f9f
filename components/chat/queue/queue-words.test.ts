import { describe, expect, test } from 'vitest';
import { queueRow } from '@/lib/tools/testing/queue-row';
import { callsOf, neighbour, newCallText, queueOf, visitorName, waitedText, waitsSince } from './queue-words';

const row = queueRow();

test('a visitor goes by four digits', () => {
  expect(visitorName('7123456784821')).toBe('Visitor 4821');
});

test.each([
  [0, '0:00'],
  [75_000, '1:15'],
  [-5, '0:00'],
  [3_900_000, '1 h 05 min'],
  [183_600_000, '2 d 3 h'],
])('%i ms of waiting read %s', (ms, text) => {
  expect(waitedText(ms)).toBe(text);
});

test('the address says which list; without one it is what an operator most likely wants', () => {
  expect(queueOf('closed', false)).toBe('closed');
  expect(queueOf('nonsense', false)).toBe('waiting');
  expect(queueOf(null, true)).toBe('mine');
});

test('who waits is counted from the start, who was answered before from their last word', () => {
  expect(waitsSince({ ...row, status: 'waiting' })).toBe(row.startedAt);
  expect(waitsSince(row)).toBe(row.lastMessageAt);
  expect(waitsSince({ ...row, needsAnswer: false })).toBeNull();
  expect(waitsSince({ ...row, status: 'closed' })).toBeNull();
});

describe('a call', () => {
  const none = callsOf({ waiting: 0 }, []);

  test('is counted by conversation, own words not at all', () => {
    const mine = [row, { ...row, needsAnswer: false }, { ...row, needsAnswer: false, unread: null, transferId: '9' }];
    expect(callsOf({ waiting: 2 }, mine)).toEqual({ waiting: 2, unread: 2, offered: 1, conversations: 4 });
  });

  test('is said aloud once, and never by who or what', () => {
    expect(newCallText(none, { ...none, waiting: 1 })).toBe('A visitor is waiting');
    expect(newCallText(none, { ...none, unread: 1 })).toBe('A visitor wrote to you');
    expect(newCallText(none, { ...none, offered: 1 })).toBe('A conversation is offered to you');
    expect(newCallText({ ...none, unread: 3 }, none)).toBeNull();
  });
});

test('keys lead from row to row and stop at the ends', () => {
  const ids = ['1', '2', '3'];
  expect(neighbour(ids, '1', 1)).toBe('2');
  expect(neighbour(ids, '3', 1)).toBeUndefined();
  expect(neighbour(ids, null, 1)).toBe('1');
  expect(neighbour(ids, 'gone', -1)).toBe('3');
});
