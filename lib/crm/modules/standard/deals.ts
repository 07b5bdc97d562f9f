import { currency, date, line, lookup, number, pick, text } from './field-spec';
import type { ModuleSpec } from './module-spec';
import { LEAD_SOURCES } from './shared-lists';

const STAGES = [
  'Qualification',
  'Needs Analysis',
  'Value Proposition',
  'Identify Decision Makers',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
  'Closed Lost to Competition',
];

export const deals: ModuleSpec = {
  apiName: 'Deals',
  singular: 'Deal',
  plural: 'Deals',
  nameFields: ['Deal_Name'],
  sections: [
    {
      name: 'Deal Information',
      fields: [
        line('Deal_Name', 'Deal Name', { required: true, slot: 1 }),
        lookup('Account_Name', 'Account Name', 'Accounts'),
        lookup('Contact_Name', 'Contact Name', 'Contacts'),
        pick('Stage', 'Stage', STAGES, { required: true, slot: 2 }),
        currency('Amount', 'Amount', { slot: 3 }),
        date('Closing_Date', 'Closing Date', { slot: 4 }),
        number('Probability', 'Probability (%)', { options: { min: 0, max: 100 }, slot: 5 }),
        currency('Expected_Revenue', 'Expected Revenue', { slot: 6 }),
        pick('Type', 'Type', ['Existing Business', 'New Business'], { slot: 7 }),
        pick('Lead_Source', 'Lead Source', LEAD_SOURCES, { slot: 8 }),
        lookup('Campaign_Source', 'Campaign Source', 'Campaigns'),
        line('Next_Step', 'Next Step'),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
