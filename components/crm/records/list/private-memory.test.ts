import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Memory from './private-memory';

const stored = new Map<string, string>();
const ME = '7:Contacts';
const SEARCH = {
  search: 'Zqsecret',
  filters: [{ field: 'SSN', operator: 'equals', value: '078-05-1120' }],
  after: 'place',
};
let memory: typeof Memory;

/** What the browser keeps stays, what the page held in memory is gone. */
async function reload() {
  vi.resetModules();
  memory = await import('./private-memory');
}

beforeEach(async () => {
  stored.clear();
  vi.useFakeTimers();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  await reload();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a search is there again on the way back from a record, for the same person and module only', () => {
  memory.keep(ME, SEARCH);
  expect(memory.recall(ME)).toEqual(SEARCH);
  expect(memory.recall('8:Contacts')).toEqual(memory.NO_PRIVATE_QUERY);
  expect(memory.recall('7:Leads')).toEqual(memory.NO_PRIVATE_QUERY);
});

test('nothing of what was searched for is in the browser’s storage: no word, no value, no name of a field', () => {
  memory.keep(ME, SEARCH);
  const kept = JSON.stringify([...stored]);
  expect(stored.size).toBe(1);
  for (const secret of ['Zqsecret', '078-05-1120', 'SSN', 'place']) expect(kept).not.toContain(secret);
});

test('it is forgotten after a quarter of an hour', () => {
  memory.keep(ME, SEARCH);
  vi.advanceTimersByTime(15 * 60_000);
  expect(memory.recall(ME)).toEqual(SEARCH);
  vi.advanceTimersByTime(1);
  expect(memory.recall(ME)).toEqual(memory.NO_PRIVATE_QUERY);
});

test('a reload ends it and says so, until something else is asked', async () => {
  memory.keep(ME, SEARCH);
  expect(memory.wasForgotten(ME)).toBe(false);
  await reload();
  expect(memory.recall(ME)).toEqual(memory.NO_PRIVATE_QUERY);
  expect(memory.wasForgotten(ME)).toBe(true);
  expect(memory.wasForgotten(ME)).toBe(true);
  memory.keep(ME, memory.NO_PRIVATE_QUERY);
  expect(memory.wasForgotten(ME)).toBe(false);
  await reload();
  expect(memory.wasForgotten(ME)).toBe(false);
});
