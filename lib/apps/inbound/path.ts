import type { Id } from '@/lib/platform/ids';

/** Where an app sends records to, below our own address (`lib/ways-in/apps`). */
export const inboundPathOf = (orgId: Id, connectionId: Id): string => `/api/apps/${orgId}/${connectionId}`;
