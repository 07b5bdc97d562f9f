import { expect, test } from 'vitest';
import { inTurn } from './in-turn';

/** An act that ends when it is told to. */
function held() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { act: () => done, end: () => end() };
}

test('of ten who ask at once two are served, and all of them in the end, each in turn', async () => {
  let running = 0;
  let most = 0;
  const served: string[] = [];
  const ask = (who: string) =>
    inTurn(who, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      served.push(who);
    });
  const people = Array.from({ length: 10 }, (_, n) => `person ${n}`);
  await Promise.all(people.map(ask));
  expect(most).toBe(2);
  expect(served).toEqual(people);
});

test('one who asks for many is served one at a time, and goes behind the others', async () => {
  const [first, second] = [held(), held()];
  const served: string[] = [];
  const ask = (who: string, name: string, act: () => Promise<void> = async () => {}) =>
    inTurn(who, act).then(() => served.push(name));
  const all = [
    ask('greedy', 'greedy 1', first.act),
    ask('greedy', 'greedy 2', second.act),
    ask('greedy', 'greedy 3'),
    ask('modest', 'modest'),
  ];
  await all[3];
  expect(served).toEqual(['modest']);
  first.end();
  await all[0];
  second.end();
  await Promise.all(all);
  expect(served).toEqual(['modest', 'greedy 1', 'greedy 2', 'greedy 3']);
});

test('who waits too long, or behind too many, is told so, and nothing is left waiting', async () => {
  const [one, other] = [held(), held()];
  const running = [inTurn('one', one.act), inTurn('other', other.act)];
  const late = inTurn('late', async () => 'served', 1);
  await expect(late).rejects.toMatchObject({ code: 'limited', reason: 'REPORTS_BUSY' });
  const waiting = Array.from({ length: 40 }, (_, n) => inTurn(`waiting ${n}`, async () => n));
  await expect(inTurn('behind', async () => 0)).rejects.toMatchObject({ reason: 'REPORTS_BUSY' });
  one.end();
  other.end();
  await Promise.all(running);
  expect(await Promise.all(waiting)).toHaveLength(40);
  await expect(inTurn('after', async () => 'served')).resolves.toBe('served');
});

test('a report that fails gives its turn on', async () => {
  await expect(inTurn('one', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await expect(inTurn('one', async () => 'served')).resolves.toBe('served');
});
