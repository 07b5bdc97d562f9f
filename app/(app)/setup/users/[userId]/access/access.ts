import { FOR_REVIEWERS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/users/{user}/access',
  seenBy: { ...FOR_REVIEWERS, stranger: 'nothing' },
  asks: ['accessOfPerson'],
  requests: 'person',
};
