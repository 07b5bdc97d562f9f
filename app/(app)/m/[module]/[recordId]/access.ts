import { FOR_THOSE_WITH_RECORDS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/m/Contacts/{id}',
  seenBy: { ...FOR_THOSE_WITH_RECORDS, stranger: 'nothing' },
  asks: [
    'getRecord',
    'appsOfRecord',
    'listTimeline',
    'listNotes',
    'listAttachments',
    'conversationsOfRecord',
    'mergesOf',
    'relatedLists',
    'activitiesOf',
    'conversionsOf',
  ],
  requests: 'records',
};
