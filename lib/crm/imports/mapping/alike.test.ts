import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { inOrg } from '@/lib/platform/db/transaction';
import { makeOrg } from '@/lib/tools/testing/factories';
import { proposeMapping } from './mapping';

let contacts: ModuleDefinition;
let accounts: ModuleDefinition;

beforeAll(async () => {
  const org = await makeOrg();
  await inOrg(org.orgId, async (tx) => {
    const metadata = await metadataOf(tx);
    contacts = getModule(metadata, 'Contacts');
    accounts = getModule(metadata, 'Accounts');
  });
});

/** Header → field, of those that were mapped. */
function mapped(headers: readonly string[], module: ModuleDefinition): Record<string, string> {
  const mapping = proposeMapping(headers, module);
  return Object.fromEntries(Object.entries(mapping).map(([column, name]) => [headers[Number(column)] ?? '', name]));
}

const headersOf = (text: string): string[] => (parse(text, { to: 1 }) as string[][])[0] ?? [];

describe('a column is mapped by the likeness of its name', () => {
  test.each([
    ['E-mail', 'Email'],
    ['E-Mail Address', 'Email'],
    ['EMAIL', 'Email'],
    ['Phone Number', 'Phone'],
    ['phone_number', 'Phone'],
    ['Tel.', 'Phone'],
    ['Cell', 'Mobile'],
    ['Mobile Phone', 'Mobile'],
    ['Zip', 'Mailing_Zip'],
    ['Zip Code', 'Mailing_Zip'],
    ['Mailing Postal Code', 'Mailing_Zip'],
    ['Other Zip Code', 'Other_Zip'],
    ['Postcode', 'Mailing_Zip'],
    ['D.O.B.', 'Date_of_Birth'],
    ['birthDate', 'Date_of_Birth'],
    ['birth_date', 'Date_of_Birth'],
    ['Surname', 'Last_Name'],
    ['Given Name', 'First_Name'],
    ['Contact Last Name', 'Last_Name'],
    ['property_lastname', 'Last_Name'],
    ['Company', 'Account_Name'],
    ['Prefix', 'Salutation'],
  ])('%s → %s', (header, field) => {
    expect(mapped([header], contacts)).toEqual({ [header]: field });
  });

  test.each(['', '   ', '___', 'id', 'colour', 'Insurance', '名前'])('%j fits nothing', (header) => {
    expect(mapped([header], contacts)).toEqual({});
  });

  test('equal names win over similar ones, and no field is filled twice', () => {
    expect(mapped(['Phone Number', 'Phone', 'E-mail', 'Email'], contacts)).toEqual({ Phone: 'Phone', Email: 'Email' });
  });

  test('of what other systems export', () => {
    const crm = headersOf(
      'id,first_name,last_name,title,background,company_name,email_work,email_home,email_other,phone_work,phone_home',
    );
    expect(mapped(crm, contacts)).toMatchObject({
      first_name: 'First_Name',
      last_name: 'Last_Name',
      title: 'Title',
      background: 'Description',
      company_name: 'Account_Name',
      email_work: 'Email',
      email_home: 'Secondary_Email',
      phone_work: 'Phone',
      phone_home: 'Home_Phone',
    });
    const hubspot = headersOf(
      'property_email,id,property_company,property_firstname,property_lastname,property_jobtitle',
    );
    expect(mapped(hubspot, contacts)).toEqual({
      property_email: 'Email',
      property_company: 'Account_Name',
      property_firstname: 'First_Name',
      property_lastname: 'Last_Name',
      property_jobtitle: 'Title',
    });
    const synthea = headersOf('Id,BIRTHDATE,SSN,PREFIX,FIRST,LAST,MAIDEN,ADDRESS,CITY,STATE,COUNTY,ZIP,LAT');
    expect(mapped(synthea, contacts)).toEqual({
      BIRTHDATE: 'Date_of_Birth',
      PREFIX: 'Salutation',
      FIRST: 'First_Name',
      LAST: 'Last_Name',
      ADDRESS: 'Mailing_Street',
      CITY: 'Mailing_City',
      STATE: 'Mailing_State',
      ZIP: 'Mailing_Zip',
    });
    expect(mapped(headersOf('Id,NAME,ADDRESS,CITY,PHONE,REVENUE'), accounts)).toMatchObject({
      NAME: 'Account_Name',
      PHONE: 'Phone',
      REVENUE: 'Annual_Revenue',
    });
  });

  test('of the fixtures of patients', () => {
    const headers = headersOf(readFileSync('lib/tools/seed/fixtures/patients.csv', 'utf8'));
    expect(Object.values(mapped(headers, contacts))).toEqual(
      expect.arrayContaining(['First_Name', 'Last_Name', 'Date_of_Birth', 'Phone']),
    );
  });
});
