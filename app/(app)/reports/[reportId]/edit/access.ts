import { byAll, type PageAccess } from '@/lib/ways-in/http/page-access';

/** A standard report is changed by nobody; of a saved one the screen is that of a new one. */
export const access: PageAccess = {
  path: '/reports/pipeline/edit',
  seenBy: byAll('nothing'),
  asks: ['listAllReports', 'getBuilder'],
};
