import { byAll, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/reports/pipeline',
  seenBy: { ...byAll('nothing'), administrator: 'open', operator: 'open', stranger: 'open' },
  asks: ['showReport', 'runReport'],
  requests: [
    '/reports/pipeline',
    '/reports/conversion',
    '/reports/leads-sources',
    '/reports/activities-calls',
    '/reports/chat-days',
    '/reports/chat-operators',
    '/reports/123',
  ],
};
