import { FOR_REVIEWERS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/modules/Contacts/fields/Last_Name',
  seenBy: FOR_REVIEWERS,
  asks: ['accessToField'],
};
