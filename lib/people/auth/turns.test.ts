import { expect, test } from 'vitest';
import { Turns } from './turns';

const soon = () => new Promise<void>((done) => setImmediate(done));

test('one at a time is served at a key, and another key does not wait for it', async () => {
  const turns = new Turns();
  let [now, most] = [0, 0];
  const act = async () => {
    now += 1;
    most = Math.max(most, now);
    await soon();
    now -= 1;
  };
  await Promise.all(Array.from({ length: 7 }, () => turns.take('a', 'x', act)));
  expect(most).toBe(1);
  let blocked = true;
  const held = turns.take('a', 'x', async () => {
    while (blocked) await soon();
  });
  await turns.take('b', 'x', async () => {
    blocked = false;
  });
  await held;
});

test('whoever floods a key from one place is drawn no more often than another: of a hundred against one each is next half of the time', async () => {
  const turns = new Turns();
  let first = 0;
  for (let n = 0; n < 200; n += 1) {
    const order: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((done) => {
      open = done;
    });
    const all = [turns.take('a', 'start', () => gate)];
    const serve = (who: string) => turns.take('a', who, async () => void order.push(who));
    for (let k = 0; k < 100; k += 1) all.push(serve('flood').then(() => undefined));
    all.push(serve('owner').then(() => undefined));
    open();
    await Promise.all(all);
    expect(order).toContain('owner');
    // Of the hundred all but a few give way.
    expect(order.length).toBeLessThanOrEqual(9);
    if (order[0] === 'owner') first += 1;
  }
  expect(first).toBeGreaterThan(60);
  expect(first).toBeLessThan(140);
});

test('an act that throws ends its turn', async () => {
  const turns = new Turns();
  const broken = turns.take('a', 'x', () => Promise.reject(new Error('broken')));
  const next = turns.take('a', 'x', async () => 'served');
  await expect(broken).rejects.toThrow('broken');
  expect(await next).toBe('served');
});
