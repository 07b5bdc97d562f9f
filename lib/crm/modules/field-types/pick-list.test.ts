import { describe, expect, test } from 'vitest';
import { multiPickList } from './multi-pick-list';
import { pickList } from './pick-list';

const options = {
  pickList: [
    { value: 'M', label: 'Male' },
    { value: 'F', label: 'Female' },
    { value: 'X', label: 'Other' },
  ],
};

describe('a pick list', () => {
  test.each(['F', 'Female', 'female', ' f '])('takes %j for one option', (text) =>
    expect(pickList.parse(text, options)).toEqual({ ok: true, value: 'F' }),
  );

  test('refuses any other text', () => expect(pickList.parse('Fem', options).ok).toBe(false));

  test('shows the label, exports the value, and shows a removed option by its value', () => {
    expect(pickList.format('F', options, { timeZone: 'UTC' })).toBe('Female');
    expect(pickList.exportText('F', options)).toBe('F');
    expect(pickList.format('U', options, { timeZone: 'UTC' })).toBe('U');
  });
});

describe('a multi-select pick list', () => {
  test('keeps the order of the options, each once', () => {
    for (const input of ['X; Male;M', ['X', 'M'], ['male', 'X', 'X']]) {
      expect(multiPickList.parse(input, options)).toEqual({ ok: true, value: ['M', 'X'] });
    }
  });

  test('is empty without a choice, and refused as a whole for one wrong choice', () => {
    expect(multiPickList.parse([], options)).toEqual({ ok: true, value: undefined });
    expect(multiPickList.parse(' ; ', options)).toEqual({ ok: true, value: undefined });
    expect(multiPickList.parse(['M', 'Q'], options).ok).toBe(false);
  });
});
