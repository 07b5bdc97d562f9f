import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/compliance/hipaa/print',
  seenBy: { administrator: 'open', operator: 'refused', officer: 'open', nobody: 'refused', stranger: 'open' },
  asks: ['listConnections', 'getComplianceOverview'],
};
