import { FOR_THOSE_WITH_RECORDS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/m/Contacts/calendar',
  seenBy: FOR_THOSE_WITH_RECORDS,
  asks: ['getCalendar', 'getCalendar, prying', 'getListScreen'],
  requests: 'calendar',
};
