import { FOR_THOSE_WITH_RECORDS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/reports/new',
  seenBy: FOR_THOSE_WITH_RECORDS,
  asks: ['getBuilder', 'listAllReports'],
  requests: ['/reports/new', '/reports/new?module=Contacts', '/reports/new?module=Leads'],
};
