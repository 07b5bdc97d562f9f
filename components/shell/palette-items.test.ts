import { expect, test } from 'vitest';
import { filterGroups, type PaletteItem, recentItems, recordItem, remember } from './palette-items';

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

test('what is too much to be looked through is shown once something is typed', () => {
  const acts = [{ label: 'What you can do', items: [item('Invite a person')], whenTyped: true }];
  expect(filterGroups(acts, '')).toEqual([]);
  expect(filterGroups(acts, 'invite')).toHaveLength(1);
});

test('what was opened here comes before what one was busy with elsewhere, each once', () => {
  const record = (id: string) => ({ id, name: `Lead ${id}`, module: 'Lead', href: `/m/Leads/${id}` });
  const recent = recentItems(
    [recordItem({ ...record('2'), module: 'Leads' })],
    ['1', '2', '3', '4', '5', '6'].map(record),
  );
  expect(recent.map(({ label }) => label)).toEqual(['Lead 2', 'Lead 1', 'Lead 3', 'Lead 4', 'Lead 5']);
});
