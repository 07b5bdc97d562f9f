import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/compliance/retention',
  seenBy: { administrator: 'open', operator: 'refused', officer: 'open', nobody: 'refused', stranger: 'open' },
  asks: ['getRetention'],
};
