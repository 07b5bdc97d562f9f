import { address, currency, line, lookup, number, phone, pick, text, url } from './field-spec';
import type { ModuleSpec } from './module-spec';
import { INDUSTRIES, RATINGS } from './shared-lists';

const TYPES = [
  'Analyst',
  'Competitor',
  'Customer',
  'Distributor',
  'Integrator',
  'Investor',
  'Other',
  'Partner',
  'Press',
  'Prospect',
  'Reseller',
  'Supplier',
  'Vendor',
];
const OWNERSHIPS = ['Other', 'Partnership', 'Privately Held', 'Public Company', 'Subsidiary', 'Government'];

export const accounts: ModuleSpec = {
  apiName: 'Accounts',
  singular: 'Account',
  plural: 'Accounts',
  nameFields: ['Account_Name'],
  sections: [
    {
      name: 'Account Information',
      fields: [
        line('Account_Name', 'Account Name', { required: true, slot: 1 }),
        line('Account_Number', 'Account Number', { slot: 2 }),
        line('Account_Site', 'Account Site'),
        lookup('Parent_Account', 'Parent Account', 'Accounts'),
        pick('Account_Type', 'Account Type', TYPES, { slot: 3 }),
        pick('Industry', 'Industry', INDUSTRIES, { slot: 4 }),
        currency('Annual_Revenue', 'Annual Revenue', { slot: 5 }),
        number('Employees', 'Employees', { slot: 6 }),
        phone('Phone', 'Phone', { slot: 7 }),
        phone('Fax', 'Fax'),
        url('Website', 'Website'),
        pick('Rating', 'Rating', RATINGS),
        pick('Ownership', 'Ownership', OWNERSHIPS),
        line('Ticker_Symbol', 'Ticker Symbol'),
        number('SIC_Code', 'SIC Code'),
      ],
    },
    {
      name: 'Address Information',
      fields: [...address('Billing', 'Code', 8), ...address('Shipping', 'Code')],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
