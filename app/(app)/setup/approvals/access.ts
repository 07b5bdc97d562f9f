import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/approvals',
  seenBy: { administrator: 'open', operator: 'refused', officer: 'open', nobody: 'refused', stranger: 'open' },
  asks: ['listApprovals'],
};
