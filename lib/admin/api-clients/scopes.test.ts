import { expect, test } from 'vitest';
import { allows, inBoth, isScope, spelled } from './scopes';

test.each([
  'ZohoCRM.modules.ALL',
  'ZohoCRM.modules.READ',
  'ZohoCRM.modules.Contacts.READ',
  'ZohoCRM.modules.contacts.ALL',
  'ZohoCRM.modules.notes.CREATE',
  'ZohoCRM.modules.attachments.DELETE',
  'zohocrm.Modules.Patient_Visits.write',
  'ZohoCRM.settings.ALL',
  'ZohoCRM.settings.audit_logs.CREATE',
  'ZohoCRM.org.READ',
  'ZohoCRM.users.READ',
  'ZohoCRM.coql.READ',
  'ZohoCRM.bulk.ALL',
  'ZohoSearch.securesearch.READ',
  'ZohoFiles.files.CREATE',
  'SalesIQ.conversations.READ',
  'Salesiq.conversations.Delete',
  'SalesIQ.visitors.UPDATE',
])('%s is a scope', (text) => expect(isScope(text)).toBe(true));

test.each([
  '',
  'ZohoCRM',
  'ZohoCRM.modules',
  'ZohoCRM.modules.Contacts',
  'ZohoCRM.modules.Contacts.Last_Name.READ',
  'ZohoCRM.modules..READ',
  'ZohoCRM.modules.Con tacts.READ',
  'ZohoCRM.org.x.READ',
  'ZohoCRM.everything.ALL',
  'ZohoCRM.securesearch.READ',
  'ZohoBooks.modules.ALL',
  'ZohoCRM.__proto__.ALL',
  'ZohoCRM.modules.constructor',
  'ZohoCRM.conversations.READ',
  'SalesIQ.modules.READ',
])('%j is none', (text) => expect(isScope(text)).toBe(false));

const contacts = (act: 'READ' | 'CREATE' | 'UPDATE' | 'DELETE') =>
  ({ area: 'modules', act, module: 'Contacts' }) as const;

test.each([
  ['ZohoCRM.modules.ALL', contacts('DELETE'), true],
  ['ZohoCRM.modules.READ', contacts('READ'), true],
  ['ZohoCRM.modules.READ', contacts('UPDATE'), false],
  ['ZohoCRM.modules.contacts.ALL', contacts('CREATE'), true],
  ['ZohoCRM.modules.Leads.ALL', contacts('READ'), false],
  ['ZohoCRM.modules.Contacts.WRITE', contacts('UPDATE'), true],
  ['ZohoCRM.modules.Contacts.WRITE', contacts('DELETE'), false],
  ['ZohoCRM.modules.Contacts.READ', { area: 'modules', act: 'READ' }, false],
  ['ZohoCRM.modules.ALL', { area: 'settings.fields', act: 'READ' }, false],
  ['ZohoCRM.settings.ALL', { area: 'settings.fields', act: 'READ' }, true],
  ['ZohoCRM.settings.fields.READ', { area: 'settings.fields', act: 'READ' }, true],
  ['ZohoCRM.settings.fields.READ', { area: 'settings.layouts', act: 'READ' }, false],
  ['ZohoCRM.settings.audit_logs.CREATE', { area: 'settings.audit_logs', act: 'CREATE' }, true],
  ['ZohoCRM.coql.READ', { area: 'coql', act: 'READ' }, true],
  ['ZohoCRM.bulk.ALL', { area: 'bulk', act: 'CREATE' }, true],
  ['ZohoSearch.securesearch.READ', { area: 'securesearch', act: 'READ' }, true],
  ['nonsense', contacts('READ'), false],
] as const)('%s for %j: %s', (scope, need, allowed) => expect(allows([scope], need)).toBe(allowed));

test('no scope allows nothing', () => expect(allows([], contacts('READ'))).toBe(false));

test.each([
  [['ZohoCRM.modules.READ'], ['ZohoCRM.modules.contacts.ALL'], ['ZohoCRM.modules.contacts.READ']],
  [['ZohoCRM.modules.ALL'], ['ZohoCRM.modules.READ', 'ZohoCRM.org.READ'], ['ZohoCRM.modules.READ']],
  [['ZohoCRM.modules.Contacts.READ'], ['ZohoCRM.modules.Leads.READ'], []],
  [['ZohoCRM.modules.CREATE'], ['ZohoCRM.modules.UPDATE'], []],
  [['ZohoCRM.modules.WRITE'], ['ZohoCRM.modules.UPDATE'], ['ZohoCRM.modules.UPDATE']],
  [['ZohoCRM.org.ALL'], [], []],
])('%j and %j both cover %j', (a, b, both) => expect(inBoth(a, b)).toEqual(both));

test('a scope has one spelling', () =>
  expect(spelled('zohocrm.MODULES.Contacts.read')).toBe('ZohoCRM.modules.Contacts.READ'));
