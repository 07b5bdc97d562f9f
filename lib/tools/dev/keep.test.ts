import { expect, test } from 'vitest';
import { type Child, keep } from './keep';

/** A child that ends when it is stopped, and not before. */
function child(): Child {
  let end = (_: string) => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { ended, stop: async () => end('SIGTERM') };
}

test('a restart ends what runs and starts it again, once each time; after stop nothing starts', async () => {
  const started: Child[] = [];
  const start = () => {
    const one = child();
    started.push(one);
    return one;
  };
  const kept = keep('worker', start(), start);
  await kept.restart();
  await expect.poll(() => started.length).toBe(2);
  await kept.restart();
  await expect.poll(() => started.length).toBe(3);
  await kept.stop();
  await kept.restart();
  await expect(kept.ended).resolves.toBe('stopped');
  expect(started).toHaveLength(3);
});
