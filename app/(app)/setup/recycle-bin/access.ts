import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/recycle-bin',
  seenBy: FOR_ALL,
  asks: ['listBins', 'listDeleted'],
  requests: ['/setup/recycle-bin?module=Contacts', '/setup/recycle-bin?module=Leads'],
};
