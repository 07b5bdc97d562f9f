import { address, date, email, emailOptOut, line, lookup, phone, pick, text } from './field-spec';
import type { ModuleSpec } from './module-spec';
import { LEAD_SOURCES, SALUTATIONS } from './shared-lists';

export const contacts: ModuleSpec = {
  apiName: 'Contacts',
  singular: 'Contact',
  plural: 'Contacts',
  nameFields: ['First_Name', 'Last_Name'],
  sections: [
    {
      name: 'Contact Information',
      fields: [
        pick('Salutation', 'Salutation', SALUTATIONS),
        line('First_Name', 'First Name', { slot: 2 }),
        line('Last_Name', 'Last Name', { required: true, slot: 1 }),
        lookup('Account_Name', 'Account Name', 'Accounts'),
        email('Email', 'Email', { slot: 3 }),
        phone('Phone', 'Phone', { slot: 4 }),
        phone('Mobile', 'Mobile'),
        phone('Home_Phone', 'Home Phone'),
        phone('Other_Phone', 'Other Phone'),
        date('Date_of_Birth', 'Date of Birth', { slot: 5 }),
        line('Title', 'Title'),
        line('Department', 'Department', { slot: 6 }),
        pick('Lead_Source', 'Lead Source', LEAD_SOURCES, { slot: 7 }),
        lookup('Vendor_Name', 'Vendor Name', 'Vendors'),
        lookup('Reporting_To', 'Reporting To', 'Contacts'),
        line('Assistant', 'Assistant'),
        phone('Asst_Phone', 'Asst Phone'),
        phone('Fax', 'Fax'),
        email('Secondary_Email', 'Secondary Email'),
        emailOptOut(),
      ],
    },
    {
      name: 'Address Information',
      fields: [...address('Mailing', 'Zip', 8), ...address('Other', 'Zip')],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
