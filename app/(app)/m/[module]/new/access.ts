import { FOR_THOSE_WITH_RECORDS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/m/Contacts/new',
  seenBy: FOR_THOSE_WITH_RECORDS,
  asks: ['getRecordDraft'],
  requests: ['/m/Contacts/new', '/m/Cases/new'],
};
