import { email, emailOptOut, line, phone, pick, street, text, url } from './field-spec';
import type { ModuleSpec } from './module-spec';

const LEDGER_ACCOUNTS = [
  'Sales-Software',
  'Sales-Hardware',
  'Rental Income',
  'Interest Income',
  'Sales Software Support',
  'Sales Other',
  'Internet Sales',
  'Service-Hardware Labor',
  'Sales-Books',
];

export const vendors: ModuleSpec = {
  apiName: 'Vendors',
  singular: 'Vendor',
  plural: 'Vendors',
  nameFields: ['Vendor_Name'],
  sections: [
    {
      name: 'Vendor Information',
      fields: [
        line('Vendor_Name', 'Vendor Name', { required: true, slot: 1 }),
        phone('Phone', 'Phone', { slot: 3 }),
        email('Email', 'Email', { slot: 2 }),
        url('Website', 'Website'),
        pick('GL_Account', 'GL Account', LEDGER_ACCOUNTS, { slot: 4 }),
        line('Category', 'Category', { slot: 5 }),
        emailOptOut(),
      ],
    },
    {
      name: 'Address Information',
      fields: [
        street('Street', 'Street'),
        line('City', 'City', { slot: 6 }),
        line('State', 'State'),
        line('Zip_Code', 'Zip Code'),
        line('Country', 'Country', { slot: 7 }),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
