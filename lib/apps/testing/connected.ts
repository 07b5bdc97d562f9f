/** A connected app, and an agreement that covers it, for tests. */

import { connectionsOf } from '@/lib/admin/agreements/covers';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { mutate } from '@/lib/protection/mutate';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { connectApp } from '../connections/connect';
import { mapModule } from '../connections/map';
import type { NewMapping } from '../connections/schemas';
import { sendDue } from '../deliveries/run';
import { SECRET } from './hook';

/** Connects a webhook and maps Contacts to it. */
export async function connectHook(org: TestOrg, address: string, mapping: Partial<NewMapping> = {}): Promise<Id> {
  const id = await connectApp(org.admin, {
    app: 'webhook',
    name: `Hook ${newId()}`,
    address,
    credentials: { secret: SECRET },
    allowedRanges: ['127.0.0.1'],
  });
  await mapModule(org.admin, {
    id,
    module: 'Contacts',
    acts: ['create', 'change', 'delete'],
    fields: [
      { field: 'Last_Name', to: 'Last_Name' },
      { field: 'Email', to: 'Email' },
      { field: 'Phone', to: 'Phone' },
    ],
    ...mapping,
  });
  return id;
}

/** Sends what is due, as a worker does. */
export const deliver = (org: TestOrg, connectionId: Id): Promise<number> =>
  sendDue(org.orgId, connectionId, 1, new AbortController().signal);

/** Where a connection leads, as an agreement names it. */
export const destinationNow = (org: TestOrg, connectionId: Id): Promise<string> =>
  inOrg(org.orgId, async (tx) => (await connectionsOf(tx, [connectionId])).get(connectionId)?.destination ?? '');

/** A signed agreement in force that covers a connection, from yesterday on. */
export async function coverConnection(org: TestOrg, connectionId: Id, endsOn: string | null = null): Promise<Id> {
  const id = newId();
  const destination = await destinationNow(org, connectionId);
  await mutate(org.admin, 'agreement.create', async (tx) => {
    await tx.sql`
      insert into agreements (
        org_id, id, kind, party, contact_name, contact_email, starts_on, ends_on, renewal, state, in_force_at, created_by, created_at, signed_at)
      values (${tx.orgId}, ${id}, 'business_associate', 'Hook Ltd', 'A', 'a@example.org', current_date - 1, ${endsOn}, '',
        'signed', now(), ${org.admin.actor.id}, now(), now())`;
    await tx.sql`
      insert into agreement_covers (org_id, agreement_id, service, connection_id, destination)
      values (${tx.orgId}, ${id}, 'connection', ${connectionId}, ${destination})`;
    await keepAgreement(tx, id);
    return { value: undefined, entries: [{ action: 'agreement.create', subjectId: id }] };
  });
  return id;
}
