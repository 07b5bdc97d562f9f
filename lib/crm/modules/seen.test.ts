/** Whatever asks for a person goes by their view of the metadata; who takes the whole of it stands here by name. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { makeOrg } from '@/lib/tools/testing/factories';
import { getField, getModule, type OrgMetadata } from './definition';
import { hiddenIn, keepingWhole, seenBy, wholeOf } from './seen';

/** By file or folder, from `lib/`: why all fields are taken there, whoever asks. */
const TAKES_ALL: Readonly<Record<string, string>> = {
  'admin/audit/extracts/': 'names of fields in what was written down, for whoever is given an extract of it',
  'admin/audit/review/': 'names of fields in a report, and by rules that ask for nobody',
  'admin/customization/conversion-mapping.ts': 'an administrator of fields: their names are no secret there',
  'admin/customization/queries.ts': 'an administrator of fields: their names are no secret there',
  'admin/settings/': 'an administrator of compliance, by names of fields',
  'apps/': 'an app is no person: what goes to it is mapped field by field, and shown to a person by `treat`',
  'crm/accounting/': 'names of fields that left, for the person whose data they are',
  'crm/exports/held.ts': 'whether a field that is in a file may still leave: `treatmentOf` says so of hidden ones',
  'crm/imports/rows/read-batch.ts': 'ids of modules to be locked',
  'crm/modules/metadata.ts': 'where it is read',
  'crm/modules/seen.ts': 'where the view of it is made',
  'crm/records/conversion/plan.ts': 'the standard mapping, by ids, which is then taken from the view',
  'crm/records/merge/links.ts': 'lookups follow a record whoever merges it',
  'crm/records/seal-field.ts': 'the system encrypts',
  'crm/reminders/tell.ts': 'the clock tells, by ids',
  'people/users/access/': 'whoever may confirm rights sees what others can see; one’s own page goes by the view',
  'people/users/arrangements/modules.ts': 'an administrator of rights: names of modules',
  'people/users/grantable-fields.ts': 'an administrator of rights: names of fields are no secret there',
  'people/users/profile-approval.ts': 'names of fields in an event',
  'people/users/update-profile.ts': 'an administrator of rights',
  'protection/agreements/scanner.ts': 'whether any module holds health data',
  'protection/disclose/budget.ts': 'how much one may disclose',
  'protection/mutate.ts': 'whether the settings are whole',
  'ways-in/http/find-records.ts': 'names of modules',
  'ways-in/jobs/handlers/': 'the clock and the system',
};

/** Only switches of compliance, or the organisation's name. */
const OTHER_THAN_FIELDS = [
  /const \{ (?:orgId, )?(?:orgName(?:: organisation)?(?:, )?)?(?:compliance)? \} =\s*await (?:metadataOf\(tx\)|readInOrg\((?:ctx\.)?orgId, metadataOf\))/,
  /\(await metadataOf\(tx\)\)\.compliance/,
  /\[views, users, \{ compliance \}\]/,
];

test('nothing that asks for a person takes more of the metadata than the person may know', () => {
  const takers = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts') && !/^tools\/|\/testing\//.test(path))
    .filter((path) => {
      const lines = readFileSync(`lib/${path}`, 'utf8').replace(/^import .*$/gm, '');
      const left = OTHER_THAN_FIELDS.reduce((text, pattern) => text.replace(new RegExp(pattern, 'g'), ''), lines);
      return /\bmetadataOf\b/.test(left) && !path.endsWith('forms/ocsf.ts');
    });
  const unknown = takers.filter((path) => !Object.keys(TAKES_ALL).some((known) => path.startsWith(known)));
  expect(unknown).toEqual([]);
  const unused = Object.keys(TAKES_ALL).filter((known) => !takers.some((path) => path.startsWith(known)));
  expect(unused).toEqual([]);
});

let metadata: OrgMetadata;
beforeAll(async () => {
  metadata = await (await makeOrg()).metadata();
});

describe('a view of the metadata', () => {
  const rights = (fields: Record<string, 'read' | 'hidden'>) => ({ ...STANDARD_PROFILES.Operator, fields });
  const id = (name: string) => getField(getModule(metadata, 'Contacts'), name).id;

  test('is the metadata itself where a profile limits no field', () => {
    expect(seenBy(metadata, STANDARD_PROFILES.Operator)).toBe(metadata);
    expect(seenBy(metadata, rights({}))).toBe(metadata);
  });

  test('has no hidden field, neither in the module nor in a layout, and one that is only read is read only', () => {
    const view = seenBy(metadata, rights({ [id('Title')]: 'hidden', [id('Email')]: 'read' }));
    const contacts = getModule(view, 'Contacts');
    const placed = contacts.layouts.flatMap(({ sections }) => sections.flatMap(({ fields }) => fields));
    for (const fields of [contacts.fields, placed]) {
      expect(fields.some(({ apiName }) => apiName === 'Title')).toBe(false);
      expect(fields.find(({ apiName }) => apiName === 'Email')).toMatchObject({ readOnly: true, onlyRead: true });
    }
    expect(getModule(view, 'Leads')).toBe(getModule(metadata, 'Leads'));
    expect(JSON.stringify(contacts)).not.toContain('"Title"');
  });

  test('leads back to the whole module, also from a copy, and is made once', () => {
    const view = seenBy(metadata, rights({ [id('Title')]: 'hidden' }));
    const contacts = getModule(view, 'Contacts');
    expect(wholeOf(contacts)).toBe(getModule(metadata, 'Contacts'));
    expect(wholeOf(keepingWhole({ ...contacts }, contacts))).toBe(getModule(metadata, 'Contacts'));
    expect(hiddenIn(contacts).map(({ apiName }) => apiName)).toEqual(['Title']);
    expect(seenBy(metadata, rights({ [id('Title')]: 'hidden' }))).toBe(view);
    expect(hiddenIn(getModule(metadata, 'Contacts'))).toEqual([]);
  });
});
