import { checkbox, dateTime, line, lookup, pick, reminder, text } from './field-spec';
import type { ModuleSpec } from './module-spec';

/** Zoho CRM shows this module as Meetings; its API name is `Events`, which its clients send. */
export const meetings: ModuleSpec = {
  apiName: 'Events',
  singular: 'Meeting',
  plural: 'Meetings',
  nameFields: ['Event_Title'],
  sections: [
    {
      name: 'Meeting Information',
      fields: [
        line('Event_Title', 'Title', { required: true, slot: 1 }),
        pick('Meeting_Venue__s', 'Meeting Venue', ['In-office', 'Client location', 'Online']),
        line('Venue', 'Location', { slot: 4 }),
        checkbox('All_day', 'All day', { helpText: 'For those who read it: From and To keep their times.' }),
        dateTime('Start_DateTime', 'From', { required: true, slot: 2 }),
        dateTime('End_DateTime', 'To', { required: true, slot: 3 }),
        lookup('Who_Id', 'Contact Name', 'Contacts'),
        // Zoho CRM relates an activity to a record of any module; a lookup here names one.
        lookup('What_Id', 'Related To', 'Accounts'),
        reminder('Remind_At', 'Participants Reminder'),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
