import { byAll, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/emergency/123/record',
  seenBy: byAll('refused'),
  asks: ['enterEmergency'],
};
