import { currency, date, line, number, percent, pick, text } from './field-spec';
import type { ModuleSpec } from './module-spec';

const TYPES = [
  'Advertisement',
  'Banner Ads',
  'Conference',
  'Direct mail',
  'Email',
  'Partners',
  'Public Relations',
  'Referral Program',
  'Telemarketing',
  'Trade Show',
  'Webinar',
  'Others',
];

export const campaigns: ModuleSpec = {
  apiName: 'Campaigns',
  singular: 'Campaign',
  plural: 'Campaigns',
  nameFields: ['Campaign_Name'],
  sections: [
    {
      name: 'Campaign Information',
      fields: [
        line('Campaign_Name', 'Campaign Name', { required: true, slot: 1 }),
        pick('Type', 'Type', TYPES, { slot: 2 }),
        pick('Status', 'Status', ['Planning', 'Active', 'Inactive', 'Completed'], { slot: 3 }),
        date('Start_Date', 'Start Date', { slot: 4 }),
        date('End_Date', 'End Date', { slot: 5 }),
        currency('Expected_Revenue', 'Expected Revenue', { slot: 6 }),
        currency('Budgeted_Cost', 'Budgeted Cost', { slot: 7 }),
        currency('Actual_Cost', 'Actual Cost', { slot: 8 }),
        percent('Expected_Response', 'Expected Response'),
        number('Num_sent', 'Num sent'),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
