import { describe, expect, test } from 'vitest';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { looksLikeMask, MASK_TEXT } from './mask-text';
import { FIELD_TYPES } from './registry';

describe('a mask is never saved as a value', () => {
  test.each([MASK_TEXT, '•', '•••-••-••••', '•••-••-5679', '********', '***-**-****', '* * *', '●●●', 'Dear ••••••,'])(
    '%s is a mask',
    (text) => expect(looksLikeMask(text)).toBe(true),
  );

  test.each(['*', '**', '****1234', '• aspirin\n• water', 'a*b', '(*)', '---'])('%s is not', (text) =>
    expect(looksLikeMask(text)).toBe(false),
  );

  test.each(FIELD_TYPES)('$label refuses it', (type) => {
    for (const input of [MASK_TEXT, ` ${MASK_TEXT} `, [MASK_TEXT], { id: MASK_TEXT }]) {
      expect(type.parse(input, { pickList: [{ value: MASK_TEXT, label: MASK_TEXT }] }).ok).toBe(false);
    }
  });

  test.each(FIELD_TYPES)('$label does not repeat the input in an error', (type) => {
    const parsed = type.parse('999-81-5679 \0', {});
    expect(parsed.ok).toBe(false);
    expectAbsent(JSON.stringify(parsed), '999-81-5679');
  });
});
