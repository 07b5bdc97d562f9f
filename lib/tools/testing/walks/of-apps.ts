/** What became of what apps were to hear of. */
import { listDeliveries } from '@/lib/apps/deliveries/queries';
import { connectHook } from '@/lib/apps/testing/connected';
import { createRecord } from '@/lib/crm/records/create';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '../database';
import { idsIn, type MakeWalk, times, type WalkedList } from './walk';

export const APP_WALKS = {
  deliveries: async (org) => {
    const connectionId = await connectHook(org, 'https://hooks.example.org/');
    const change = (n: number) =>
      createRecord(org.operator, { module: 'Contacts', values: { Last_Name: `Told ${n}` } });
    await times(110, change);
    const rows = await ownerSql()<{ id: Id }[]>`
      update app_deliveries set state = 'sent', settled_at = now()
      where org_id = ${org.orgId} and connection_id = ${connectionId} returning id`;
    return {
      ids: idsIn([...rows]),
      read: async (before) => {
        const page = await listDeliveries(org.admin, connectionId, before === null ? {} : { before });
        return { ids: idsIn(page.deliveries), next: page.next };
      },
      // The newest come first, and are on no page behind.
      meanwhile: async (_, n) => {
        await change(1_000 + n);
        return [];
      },
    };
  },
} satisfies Partial<Record<WalkedList, MakeWalk>>;
