import { describe, expect, test } from 'vitest';
import { looksLikeMask } from './mask-text';
import { FIELD_TYPES, fieldType } from './registry';
import naughty from './testdata/blns.json';

const TEXTS = naughty.filter((text) => text.trim() !== '');

describe('a naughty string', () => {
  test('the list is there', () => expect(TEXTS.length).toBeGreaterThan(480));

  test.each(['single_line', 'multi_line'] as const)('is kept as it is by %s, or refused by name', (key) => {
    const type = fieldType(key);
    const refused = new Set<string>();
    for (const text of TEXTS) {
      const parsed = type.parse(text, {});
      if (!parsed.ok) {
        refused.add(parsed.error);
        continue;
      }
      expect(parsed.value).toBe(text.trim().replace(/\r\n?/gu, '\n'));
      expect(type.parse(type.exportText(parsed.value ?? '', {}), {})).toEqual(parsed);
      expect(type.normalise(type.normalise(parsed.value ?? ''))).toBe(type.normalise(parsed.value ?? ''));
    }
    const expected = ['This must be one line.', 'At most 255 characters.', 'This looks like a mask, not a value.'];
    for (const error of refused) expect(expected).toContain(error);
  });

  test('is refused by Multi-Line only where it looks like a mask', () => {
    const refused = TEXTS.filter((text) => !fieldType('multi_line').parse(text, { size: 'large' }).ok);
    expect(refused.every(looksLikeMask)).toBe(true);
  });

  test('never becomes a link that runs a script', () => {
    for (const text of TEXTS) {
      const parsed = fieldType('url').parse(text, {});
      if (parsed.ok) expect(new URL(String(parsed.value)).protocol).toMatch(/^https?:$/u);
    }
  });

  test.each(['number', 'decimal', 'currency', 'percent'] as const)('never becomes NaN or infinite in %s', (key) => {
    for (const text of TEXTS) {
      const parsed = fieldType(key).parse(text, {});
      if (parsed.ok) expect(Number.isFinite(parsed.value)).toBe(true);
    }
  });
});

test('ten times as long a text costs no type much more than ten times the work', () => {
  for (const unit of ['a', '•-', '*', '-', '0', '0.', ' a', '1;', '@a.', 'http://a.']) {
    for (const type of FIELD_TYPES) {
      const cpuMsOf = (length: number): number => {
        const text = `${unit.repeat(length / unit.length)}!`;
        const begun = process.cpuUsage();
        type.parse(text, { size: 'large' });
        const { user, system } = process.cpuUsage(begun);
        return (user + system) / 1000;
      };
      // Were it square in its length, a million characters would take a hundred times as long, not ten.
      const few = Math.max(cpuMsOf(100_000), 20);
      expect(cpuMsOf(1_000_000), `${type.label} ${unit}`).toBeLessThan(50 * few);
    }
  }
});
