import { dateTime, line, lookup, pick, reminder, text } from './field-spec';
import type { ModuleSpec } from './module-spec';

const PURPOSES = ['Administrative', 'Demo', 'Desk', 'Negotiation', 'Project', 'Prospecting', 'None'];
const RESULTS = [
  'Interested',
  'Not interested',
  'No response/Busy',
  'Requested more info',
  'Requested call back',
  'Invalid number',
  'None',
];

export const calls: ModuleSpec = {
  apiName: 'Calls',
  singular: 'Call',
  plural: 'Calls',
  nameFields: ['Subject'],
  sections: [
    {
      name: 'Call Information',
      fields: [
        line('Subject', 'Subject', { required: true, slot: 1 }),
        pick('Call_Type', 'Call Type', ['Outbound', 'Inbound', 'Missed'], { required: true, slot: 2 }),
        dateTime('Call_Start_Time', 'Call Start Time', { required: true, slot: 3 }),
        // As Zoho CRM keeps it: text such as 12:30 (minutes:seconds).
        line('Call_Duration', 'Call Duration'),
        pick('Outbound_Call_Status', 'Outgoing Call Status', ['Scheduled', 'Completed', 'Overdue', 'Cancelled'], {
          slot: 4,
        }),
        lookup('Who_Id', 'Contact Name', 'Contacts'),
        // Zoho CRM relates an activity to a record of any module; a lookup here names one.
        lookup('What_Id', 'Related To', 'Accounts'),
        reminder('Reminder', 'Reminder'),
      ],
    },
    {
      name: 'Purpose Of Outgoing Call',
      fields: [pick('Call_Purpose', 'Call Purpose', PURPOSES), line('Call_Agenda', 'Call Agenda')],
    },
    { name: 'Outcome Of Outgoing Call', fields: [pick('Call_Result', 'Call Result', RESULTS, { slot: 5 })] },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
