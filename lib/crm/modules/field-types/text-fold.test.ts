import { describe, expect, test } from 'vitest';
import { foldIdentifier, foldText, textSortKey } from './text-fold';

describe('equal texts', () => {
  test('differ in case, spaces and composed accents at most', () => {
    expect(foldText('  José   GARCÍA ')).toBe(foldText('jose\u0301 garci\u0301a'));
    expect(foldText('Jose')).not.toBe(foldText('José'));
  });

  test.each(['999-81-5679', '999 81 5679', '999.81.5679', '999–81–5679', '999815679', '(999) 81-5679'])(
    'a social security number is found as %s',
    (text) => expect(foldIdentifier(text)).toBe('999815679'),
  );

  test('short numbers keep their separators, and so do names', () => {
    expect(foldIdentifier('1-23')).not.toBe(foldIdentifier('12-3'));
    expect(foldIdentifier('S99963906')).toBe('s99963906');
    expect(foldIdentifier('A-1234567')).toBe('a-1234567');
  });
});

describe('the sort key of a text', () => {
  test('leaves case and accents out', () => {
    const names = ['Zoë', 'ångström', 'Álvarez', 'alvarez2', 'BÉLA', 'bela3'];
    const sorted = [...names].sort((a, b) => Buffer.compare(Buffer.from(textSortKey(a)), Buffer.from(textSortKey(b))));
    expect(sorted).toEqual(['Álvarez', 'alvarez2', 'ångström', 'BÉLA', 'bela3', 'Zoë']);
  });

  test('is cut between characters', () => {
    const key = textSortKey(`${'a'.repeat(63)}😀`);
    expect(key).toBe('a'.repeat(63));
  });
});
