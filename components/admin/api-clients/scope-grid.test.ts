import { expect, test } from 'vitest';
import { moduleRows, OTHER_ROWS, pickedOf, scopesInWords, scopesOf } from './scope-grid';

const rows = [...moduleRows([{ apiName: 'Contacts', plural: 'Contacts' }]), ...OTHER_ROWS];

test('scopes become boxes and boxes scopes, and nothing is lost or added', () => {
  const scopes = ['ZohoCRM.modules.READ', 'ZohoCRM.modules.Contacts.ALL', 'ZohoCRM.coql.READ', 'ZohoCRM.org.ALL'];
  const picked = pickedOf(scopes, rows);
  expect(picked.ticked.has('ZohoCRM.modules.Contacts.DELETE')).toBe(true);
  expect(picked.others).toEqual(['ZohoCRM.org.ALL']);
  expect(scopesOf(picked, rows)).toEqual(scopes);
});

test('writing stands for creating and updating', () => {
  const picked = pickedOf(['ZohoCRM.modules.contacts.WRITE'], rows);
  expect(scopesOf(picked, rows)).toEqual(['ZohoCRM.modules.Contacts.CREATE', 'ZohoCRM.modules.Contacts.UPDATE']);
});

test('a module that is gone keeps its scope among the others', () => {
  const picked = pickedOf(['ZohoCRM.modules.Pets.READ'], rows);
  expect(picked).toEqual({ ticked: new Set(), others: ['ZohoCRM.modules.Pets.READ'] });
});

test('a summary names three and counts the rest', () => {
  expect(scopesInWords([])).toBe('None: it may do nothing');
  expect(scopesInWords(['ZohoCRM.modules.ALL', 'ZohoSearch.securesearch.READ'])).toBe('modules.ALL, securesearch.READ');
  const five = ['ZohoCRM.a.READ', 'ZohoCRM.b.READ', 'ZohoCRM.c.READ', 'ZohoCRM.d.READ', 'ZohoCRM.e.READ'];
  expect(scopesInWords(five)).toBe('a.READ, b.READ, c.READ and 2 more');
});
