import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/profiles/{profile}',
  seenBy: { ...FOR_ADMINISTRATORS, stranger: 'nothing' },
  asks: ['getProfile', 'listGrantable', 'listModuleOrder'],
  requests: 'profile',
};
