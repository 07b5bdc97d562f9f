import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/modules/Contacts',
  seenBy: FOR_ADMINISTRATORS,
  asks: ['getModuleSetup'],
  requests: ['/setup/modules/Contacts', '/setup/modules/Leads'],
};
