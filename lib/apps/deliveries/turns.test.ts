import { setImmediate as next } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Turns } from './turns';

/** Connections that are served until their turn is over. */
function busy() {
  const served: string[] = [];
  const ended: string[] = [];
  const serve = ({ connectionId }: { connectionId: string }, isOver: AbortSignal) => {
    served.push(connectionId);
    return new Promise<number>((done) => {
      isOver.addEventListener('abort', () => {
        ended.push(connectionId);
        done(0);
      });
    });
  };
  return { served, ended, serve };
}
const due = (...ids: string[]) => ids.map((connectionId) => ({ connectionId }));
const many = Array.from({ length: 20 }, (_, n) => `a${n}`);

test('whoever waits gets a place within one turn, however many others always have something to send', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  const turns = new Turns();
  const { served, ended, serve } = busy();
  turns.give(due(...many, 'b'), serve);
  expect(served).toHaveLength(12);
  turns.give(due(...many, 'b'), serve);
  expect(ended).toEqual([]);
  clock.mockReturnValue(2_000);
  turns.give(due(...many, 'b'), serve);
  await next();
  expect(ended).toHaveLength(12);
  turns.give(due(...many, 'b'), serve);
  expect(served.slice(12)).toContain('b');
  expect(new Set(served).size).toBe(21);
  clock.mockRestore();
});

test('apps that are slow never have all the places: one that is not is served at once', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  const turns = new Turns();
  const slow = busy();
  turns.give(due(...many.slice(0, 12)), slow.serve);
  clock.mockReturnValue(12_000);
  turns.give(due(...many), slow.serve);
  await next();
  turns.give(due(...many), slow.serve);
  // Eight that nobody knows yet, and of the slow ones as many as there may be.
  expect(slow.served.slice(12).sort()).toEqual([...many.slice(12), 'a0', 'a1', 'a2', 'a3'].sort());
  clock.mockReturnValue(24_000);
  turns.give(due(...many), slow.serve);
  await next();
  const others = busy();
  turns.give(due(...many, 'b'), others.serve);
  expect(others.served).toContain('b');
  expect(others.served).toHaveLength(7);
  clock.mockRestore();
});

test('one that has all the places for itself is left alone', () => {
  const turns = new Turns();
  const { ended, serve } = busy();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  turns.give(due('a'), serve);
  clock.mockReturnValue(60_000);
  turns.give(due('a'), serve);
  expect(ended).toEqual([]);
  clock.mockRestore();
});
