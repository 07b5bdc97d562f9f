/** Cards of an offline kit: written one way, read however they are typed, and shares that bring the secret together or tell nothing. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { combine, split } from 'shamir-secret-sharing';
import { describe, expect, test } from 'vitest';
import { CareledgerError } from '@/lib/platform/errors';
import { type Card, readCard, readCards, SECRET_BYTES, writeCard } from './cards';

const card = (more: Partial<Card> = {}): Card => ({
  kitId: '7021',
  needed: 2,
  cards: 3,
  number: 1,
  share: Uint8Array.from(randomBytes(SECRET_BYTES + 1)),
  ...more,
});

const fault = (typed: readonly string[]): CareledgerError => {
  try {
    readCards(typed);
  } catch (error) {
    if (error instanceof CareledgerError) return error;
    throw error;
  }
  throw new Error('They were taken.');
};

describe('a card', () => {
  test('is 13 groups of four signs, and comes back as it was, however it is typed', () => {
    const anyCard = fc.record({
      kitId: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
      needed: fc.constantFrom(2, 3),
      cards: fc.integer({ min: 3, max: 9 }),
      number: fc.integer({ min: 1, max: 3 }),
      share: fc.uint8Array({ minLength: SECRET_BYTES + 1, maxLength: SECRET_BYTES + 1 }),
    });
    fc.assert(
      fc.property(anyCard, (given) => {
        const code = writeCard(given);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){12}[0-9A-HJKMNP-TV-Z]{4}$/);
        for (const typed of [code, code.replaceAll('-', ' ').toLowerCase(), `  ${code.replaceAll('-', '')}\n`]) {
          expect(readCard(typed)).toEqual({ card: given });
        }
        expect(readCard(code.replaceAll('1', 'l').replaceAll('0', 'O'))).toEqual({ card: given });
      }),
    );
  });

  test('with any sign of it another, or two changed places, is told as mistyped', () => {
    const code = writeCard(card()).replaceAll('-', '');
    for (let n = 0; n < code.length; n += 1) {
      const other = code[n] === 'Z' ? 'Y' : 'Z';
      expect(readCard(`${code.slice(0, n)}${other}${code.slice(n + 1)}`)).toHaveProperty('fault');
      const [a, b] = [code[n] ?? '', code[n + 1] ?? ''];
      if (a !== b && b !== '') {
        expect(readCard(`${code.slice(0, n)}${b}${a}${code.slice(n + 2)}`)).toHaveProperty('fault');
      }
    }
  });

  test('that is too short, has signs of no card, or claims what no kit has, is none', () => {
    const code = writeCard(card());
    expect(readCard(code.slice(0, -1))).toMatchObject({ fault: expect.stringContaining('here are 51') });
    expect(readCard(code.replace(/.$/, 'U'))).toHaveProperty('fault');
    for (const odd of [card({ needed: 1 }), card({ needed: 4 }), card({ number: 4 }), card({ number: 0 })]) {
      expect(readCard(writeCard(odd))).toHaveProperty('fault');
    }
  });
});

describe('the cards that somebody types', () => {
  const code = (number: number, more: Partial<Card> = {}) => writeCard(card({ number, ...more }));

  test('are named by their place where one is wrong', () => {
    expect(fault([code(1), 'x'])).toMatchObject({
      code: 'invalid',
      fields: { 'cards.1': expect.stringContaining('52') },
    });
    expect(fault([code(1), 'x']).message).toContain('Card 2');
    expect(fault([code(1), code(2, { kitId: '7022' })]).fields).toHaveProperty(['cards.1']);
    const first = code(1);
    expect(fault([first, first]).fields).toHaveProperty(['cards.1']);
    expect(fault(['', ' ']).fields).toHaveProperty(['cards.0']);
  });

  test('are too few, and it is said how many it takes', () => {
    expect(fault([code(1), code(2, {})].slice(0, 1)).message).toBe('This kit takes 2 of its 3 cards: here is 1.');
    expect(readCards([code(3), '', code(1)])).toHaveLength(2);
  });
});

test('any so many as it takes bring the secret together, and fewer bring another', async () => {
  const sizes = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 4 }));
  await fc.assert(
    fc.asyncProperty(sizes, fc.infiniteStream(fc.integer({ min: 0, max: 1000 })), async ([needed, more], order) => {
      const secret = Uint8Array.from(randomBytes(SECRET_BYTES));
      const shares = await split(secret, needed + more, needed);
      const mixed = shares
        .map((share) => ({ share, at: order.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ share }) => share);
      expect(await combine(mixed.slice(0, needed))).toEqual(secret);
      expect(await combine(mixed)).toEqual(secret);
      if (needed > 2) expect(await combine(mixed.slice(0, needed - 1))).not.toEqual(secret);
    }),
    { numRuns: 50 },
  );
});
