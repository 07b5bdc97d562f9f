import { currency, email, emailOptOut, line, number, phone, pick, street, text, url } from './field-spec';
import type { ModuleSpec } from './module-spec';
import { INDUSTRIES, LEAD_SOURCES, RATINGS, SALUTATIONS } from './shared-lists';

const STATUSES = [
  'Attempted to Contact',
  'Contact in Future',
  'Contacted',
  'Junk Lead',
  'Lost Lead',
  'Not Contacted',
  'Pre-Qualified',
  'Not Qualified',
];

export const leads: ModuleSpec = {
  apiName: 'Leads',
  singular: 'Lead',
  plural: 'Leads',
  nameFields: ['First_Name', 'Last_Name'],
  sections: [
    {
      name: 'Lead Information',
      fields: [
        pick('Salutation', 'Salutation', SALUTATIONS),
        line('First_Name', 'First Name', { slot: 2 }),
        line('Last_Name', 'Last Name', { required: true, slot: 1 }),
        line('Company', 'Company', { slot: 3 }),
        line('Designation', 'Title'),
        email('Email', 'Email', { slot: 4 }),
        phone('Phone', 'Phone'),
        phone('Mobile', 'Mobile'),
        phone('Fax', 'Fax'),
        url('Website', 'Website'),
        pick('Lead_Source', 'Lead Source', LEAD_SOURCES, { slot: 6 }),
        pick('Lead_Status', 'Lead Status', STATUSES, { slot: 5 }),
        pick('Industry', 'Industry', INDUSTRIES),
        number('No_of_Employees', 'No. of Employees'),
        currency('Annual_Revenue', 'Annual Revenue', { slot: 7 }),
        pick('Rating', 'Rating', RATINGS),
        email('Secondary_Email', 'Secondary Email'),
        emailOptOut(),
      ],
    },
    {
      name: 'Address Information',
      fields: [
        street('Street', 'Street'),
        line('City', 'City', { slot: 8 }),
        line('State', 'State'),
        line('Zip_Code', 'Zip Code'),
        line('Country', 'Country'),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
