import { checkbox, date, line, lookup, pick, reminder, text } from './field-spec';
import type { ModuleSpec } from './module-spec';
import { PRIORITIES } from './shared-lists';

const STATUSES = ['Not Started', 'Deferred', 'In Progress', 'Completed', 'Waiting on someone else'];

export const tasks: ModuleSpec = {
  apiName: 'Tasks',
  singular: 'Task',
  plural: 'Tasks',
  nameFields: ['Subject'],
  sections: [
    {
      name: 'Task Information',
      fields: [
        line('Subject', 'Subject', { required: true, slot: 1 }),
        date('Due_Date', 'Due Date', { slot: 2 }),
        pick('Status', 'Status', STATUSES, { slot: 3 }),
        pick('Priority', 'Priority', PRIORITIES, { slot: 4 }),
        lookup('Who_Id', 'Contact Name', 'Contacts'),
        // Zoho CRM relates an activity to a record of any module; a lookup here names one.
        lookup('What_Id', 'Related To', 'Accounts'),
        reminder('Remind_At', 'Reminder', { slot: 5 }),
        checkbox('Send_Notification_Email', 'Send Notification Email', {
          helpText:
            'Whoever is given this task by somebody else is told by the bell. Careledger sends no e-mail. Not while this field is protected.',
        }),
      ],
    },
    { name: 'Description Information', columns: 1, fields: [text('Description', 'Description')] },
  ],
};
