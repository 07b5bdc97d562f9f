import { describe, expect, test } from 'vitest';
import { type Draft, endOf, moveSection, placeField, removeSection, stepFrom } from './arrange';

const draft: Draft = [
  { key: 'a', name: 'A', columns: 2, fieldIds: ['1', '2', '3'] },
  { key: 'b', name: 'B', columns: 1, fieldIds: ['4'] },
  { key: 'c', name: 'C', columns: 2, fieldIds: [] },
];
const ids = (given: Draft) => given.map((section) => section.fieldIds.join(''));
const step = (fieldId: string, by: -1 | 1) => {
  const to = stepFrom(draft, fieldId, by);
  return to ? ids(placeField(draft, fieldId, to)) : undefined;
};

describe('placeField', () => {
  test('puts a field before the one it was dropped on, in its own section or another', () => {
    expect(ids(placeField(draft, '1', { sectionKey: 'a', index: 2 }))).toEqual(['213', '4', '']);
    expect(ids(placeField(draft, '3', { sectionKey: 'a', index: 0 }))).toEqual(['312', '4', '']);
    expect(ids(placeField(draft, '2', { sectionKey: 'b', index: 0 }))).toEqual(['13', '24', '']);
    expect(ids(placeField(draft, '2', endOf(draft, 'c')))).toEqual(['13', '4', '2']);
  });

  test('changes nothing when the place is the one it has', () => {
    for (const index of [1, 2])
      expect(ids(placeField(draft, '2', { sectionKey: 'a', index }))).toEqual(['123', '4', '']);
  });

  test('places a field that stood nowhere', () => {
    expect(ids(placeField(draft, '9', { sectionKey: 'b', index: 1 }))).toEqual(['123', '49', '']);
  });
});

describe('stepFrom', () => {
  test('goes one up or down, over the edge of a section into the next', () => {
    expect(step('2', -1)).toEqual(['213', '4', '']);
    expect(step('2', 1)).toEqual(['132', '4', '']);
    expect(step('3', 1)).toEqual(['12', '34', '']);
    expect(step('4', -1)).toEqual(['1234', '', '']);
    expect(step('4', 1)).toEqual(['123', '', '4']);
  });

  test('ends at the first and the last place of the layout', () => {
    expect(step('1', -1)).toBeUndefined();
    expect(stepFrom(draft.slice(0, 2), '4', 1)).toBeUndefined();
  });
});

test('moves a section within the list and removes only an empty one', () => {
  expect(moveSection(draft, 'a', 1).map(({ key }) => key)).toEqual(['b', 'a', 'c']);
  expect(moveSection(draft, 'a', -1)).toBe(draft);
  expect(removeSection(draft, 'b')).toHaveLength(3);
  expect(removeSection(draft, 'c').map(({ key }) => key)).toEqual(['a', 'b']);
});
