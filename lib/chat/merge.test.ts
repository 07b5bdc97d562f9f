import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Known, mergeMessages, oneAtATime, type Placed, stillPending, takeChanges } from './merge';

const message = (seq: number, text = `said ${seq}`) => ({
  id: `${1000 + seq}`,
  seq,
  clientId: `client-${seq}`,
  text,
});
type Said = ReturnType<typeof message>;
const none: Known<Said> = { since: 0, messages: [] };

describe('messages', () => {
  test('come once each and in the order of their places, however answers overlap or cross', () => {
    const all = Array.from({ length: 12 }, (_, i) => message(i + 1));
    // An answer says all from some place up to another, and is asked with no more than is known.
    const answers = fc.array(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 12 })), { maxLength: 12 });
    fc.assert(
      fc.property(answers, (spans) => {
        let known = none;
        for (const [from, to] of spans) {
          const since = Math.min(from, known.since);
          const messages = all.filter(({ seq }) => seq > since && seq <= to);
          known = takeChanges(known, { seq: to, messages });
        }
        expect(known.messages).toEqual(all.slice(0, known.since));
      }),
    );
  });

  test('that changed take the place of what they were', () => {
    const known = takeChanges(none, { seq: 2, messages: [message(1), message(2)] });
    const changed = { ...message(1), text: 'changed' };
    expect(takeChanges(known, { seq: 3, messages: [changed] })).toEqual({ since: 3, messages: [changed, message(2)] });
  });

  test('stay the very same list where nothing came', () => {
    const known: readonly Placed[] = [message(1)];
    expect(mergeMessages(known, [])).toBe(known);
  });

  test('sent from here and told by the server are one', () => {
    const pending = [{ clientId: 'client-1' }, { clientId: 'client-9' }];
    expect(stillPending(pending, [message(1)])).toEqual([{ clientId: 'client-9' }]);
    expect(stillPending(pending, [message(4)])).toBe(pending);
  });
});

describe('a question asked once at a time', () => {
  test('is asked again for whoever came while it was on its way, once for all of them', async () => {
    const asked: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise((resolve) => asked.push(() => resolve())));
    const first = ask();
    const others = [ask(), ask()];
    expect(asked).toHaveLength(1);
    asked[0]?.();
    await first;
    await Promise.resolve();
    expect(asked).toHaveLength(2);
    asked[1]?.();
    await Promise.all(others);
    expect(asked).toHaveLength(2);
  });

  test('that failed is asked again by the next who comes', async () => {
    let tries = 0;
    const ask = oneAtATime(async () => {
      tries += 1;
      if (tries === 1) throw new Error('lost');
    });
    await expect(ask()).rejects.toThrow('lost');
    await ask();
    expect(tries).toBe(2);
  });
});
