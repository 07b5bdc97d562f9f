import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/',
  seenBy: { ...FOR_ALL, stranger: 'to /first-steps' },
  asks: [
    'getFirstSteps',
    'listHomeCards',
    'listAttention',
    'countDesk',
    'listDueTasks',
    'listAgenda',
    'listQueue',
    'listApprovals',
    'listChangedByOthers',
    'listRecent',
    'listNotices',
    'listEnding',
    'listMuchUsed',
  ],
};
