import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFacts, type Fact } from './entry';
import { factsInWords } from './facts-text';

const words = (facts: Record<string, Fact>) => factsInWords(encodeFacts(facts));

test('names are read as words, numbers with separators, states as yes and no', () => {
  expect(words({ sessionsEnded: 12345, hipaa_enabled: true, limit: null })).toBe(
    'Hipaa enabled: yes; limit: none; sessions ended: 12,345',
  );
});

test('codes of ours are words; names that people gave stay as they are', () => {
  expect(words({ reason: 'ended_by_user' })).toBe('Reason: ended by user');
  expect(words({ reason: 'LIMIT_EXCEEDED', limit: 25 })).toBe('Limit: 25; reason: a limit was reached');
  expect(words({ name: 'front_desk' })).toBe('Name: front_desk');
});

test('a change reads as old → new, a list as its items, long ones cut', () => {
  expect(words({ owner: { old: '1', new: '2' } })).toBe('Owner: 1 → 2');
  expect(words({ owner: { new: '2' } })).toBe('Owner: none → 2');
  expect(words({ fields: ['A', 'B'], none: [] })).toBe('Fields: A, B; none: none');
  expect(words({ n: Array.from({ length: 30 }, (_, i) => i) })).toMatch(/ 19 and 10 more$/);
  expect(words({ unmarked: { Contacts: ['SSN', 'Phone'] } })).toBe('Unmarked: contacts SSN, Phone');
});

test('no facts, and what is no JSON, are no words', () => {
  expect(words({})).toBe('');
  expect(factsInWords('{"a":')).toBe('');
  expect(factsInWords('[1]')).toBe('');
});

test('any facts have words', () => {
  const fact = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Fact>;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fact), (facts) => {
      expect(typeof words(facts)).toBe('string');
    }),
  );
});
