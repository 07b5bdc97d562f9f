import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/',
  seenBy: {
    administrator: 'to /m/',
    operator: 'to /m/',
    officer: 'to /audit',
    nobody: 'to /account',
    stranger: 'to /first-steps',
  },
  asks: ['getFirstSteps', 'getSurroundings'],
};
