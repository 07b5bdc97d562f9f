import { expect, test } from 'vitest';
import { filterGroups, type PaletteItem, remember } from './palette-items';

const item = (label: string, keywords?: string): PaletteItem => ({ id: label, label, href: `/${label}`, keywords });
const groups = [
  { label: 'Modules', items: [item('Contacts'), item('Deals')] },
  { label: 'Setup', items: [item('Compliance settings', 'hipaa phi')] },
];

const labels = (query: string) => filterGroups(groups, query).flatMap((group) => group.items.map(({ label }) => label));

test('all words must occur, in any order, keywords and the group included', () => {
  expect(labels('settings compl')).toEqual(['Compliance settings']);
  expect(labels('HIPAA')).toEqual(['Compliance settings']);
  expect(labels('setup phi')).toEqual(['Compliance settings']);
  expect(labels('contacts deals')).toEqual([]);
});

test('letters that merely occur somewhere in order do not match', () => {
  expect(labels('cts')).toEqual(['Contacts']);
  expect(labels('cnt')).toEqual([]);
});

test('a group without matches is left out', () => {
  expect(filterGroups(groups, 'deals').map((group) => group.label)).toEqual(['Modules']);
});

test('recent items are the newest first, each once, five at most', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'b'];
  const recent = names.reduce<readonly PaletteItem[]>((before, name) => remember(before, item(name)), []);
  expect(recent.map(({ label }) => label)).toEqual(['b', 'f', 'e', 'd', 'c']);
});
