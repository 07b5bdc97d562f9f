import { FOR_THOSE_WITH_RECORDS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/m/Contacts/board',
  seenBy: FOR_THOSE_WITH_RECORDS,
  asks: ['getBoard', 'getBoard, prying', 'getListScreen'],
  requests: 'board',
};
