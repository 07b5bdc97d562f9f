import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/api/123',
  seenBy: { administrator: 'nothing', operator: 'refused', officer: 'refused', nobody: 'refused', stranger: 'nothing' },
  asks: ['getClient', 'callHistory', 'listOwners'],
};
