import { FOR_REVIEWERS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = { path: '/emergency', seenBy: FOR_REVIEWERS, asks: ['listEmergency'] };
