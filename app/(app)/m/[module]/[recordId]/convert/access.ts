import { FOR_THOSE_WITH_RECORDS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/m/Leads/{lead}/convert',
  seenBy: { ...FOR_THOSE_WITH_RECORDS, stranger: 'nothing' },
  asks: ['getConversionDraft'],
  requests: 'lead',
};
