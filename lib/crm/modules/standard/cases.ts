import { autoNumber, email, line, lookup, phone, pick, text } from './field-spec';
import type { ModuleSpec } from './module-spec';

const STATUSES = ['New', 'On Hold', 'Escalated', 'Closed'];
const REASONS = [
  'User did not attend any training',
  'Complex functionality',
  'Existing problem',
  'Instructions not clear',
  'New problem',
];

export const cases: ModuleSpec = {
  apiName: 'Cases',
  singular: 'Case',
  plural: 'Cases',
  nameFields: ['Subject'],
  sections: [
    {
      name: 'Case Information',
      fields: [
        autoNumber('Case_Number', 'Case Number', { readOnly: true, slot: 1 }),
        line('Subject', 'Subject', { required: true, slot: 2 }),
        pick('Status', 'Status', STATUSES, { required: true, slot: 3 }),
        pick('Priority', 'Priority', ['High', 'Medium', 'Low'], { slot: 4 }),
        pick('Type', 'Type', ['Problem', 'Feature Request', 'Question'], { slot: 5 }),
        pick('Case_Origin', 'Case Origin', ['Phone', 'Email', 'Web', 'Chat'], { required: true, slot: 6 }),
        pick('Case_Reason', 'Case Reason', REASONS),
        lookup('Related_To', 'Contact Name', 'Contacts'),
        lookup('Account_Name', 'Account Name', 'Accounts'),
        lookup('Deal_Name', 'Deal Name', 'Deals'),
        lookup('Product_Name', 'Product Name', 'Products'),
        line('Reported_By', 'Reported By', { slot: 7 }),
        email('Email', 'Email', { slot: 8 }),
        phone('Phone', 'Phone'),
      ],
    },
    {
      name: 'Description Information',
      columns: 1,
      fields: [text('Description', 'Description'), text('Internal_Comments', 'Internal Comments')],
    },
    { name: 'Solution Information', columns: 1, fields: [text('Solution', 'Solution')] },
  ],
};
