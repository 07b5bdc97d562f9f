import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/emergency/123',
  seenBy: { administrator: 'nothing', operator: 'refused', officer: 'nothing', nobody: 'refused', stranger: 'nothing' },
  asks: ['getGrant'],
};
