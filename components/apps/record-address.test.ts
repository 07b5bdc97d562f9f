import { expect, test } from 'vitest';
import { recordIdIn } from './record-address';

test.each([
  ['https://crm.example.org/m/Contacts/7012345', '7012345'],
  [' /m/Contacts/7012345/edit?tab=1 ', '7012345'],
  ['7012345', '7012345'],
  ['/m/Leads/7012345', null],
  ['/m/Contacts/new', null],
  ['Doe', null],
  ['', null],
])('the address %j names the record %j of a module, and one of another module none', (text, id) => {
  expect(recordIdIn(text, 'Contacts')).toBe(id);
});
