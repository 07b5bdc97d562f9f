import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/m/Contacts/merge?ids={id},123',
  seenBy: { administrator: 'nothing', operator: 'nothing', officer: 'refused', nobody: 'refused', stranger: 'nothing' },
  asks: ['compareRecords'],
  requests: 'merge',
};
