/**
 * The moment before something leaves: there is a connection, and nothing was sent by it yet. Guarantees: what was decided a
 * while ago, before signing in, connecting or a first attempt took their time, is decided anew and stays where it does not
 * hold any more; a marked value leaves only with its line of the accounting of disclosures, which is there before it does,
 * and of what reached nobody there is none.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Context } from '@/lib/platform/context';
import { isAway } from '@/lib/platform/db/errors';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { type Connection, findKept } from '../connections/connection';
import { connectorOf } from '../connectors/registry';
import { type Plan, planAll } from './plan';

/** What was decided is not as it would be decided now: nothing was sent. */
export class Outdated extends Error {}

/** So long a decision is of this moment. */
const HOLDS_FOR_MS = 250;

/** @param atMs when the plan was decided upon, by `performance.now()`. What it gives throws Outdated. */
export function beforeLeaving(ctx: Context, connection: Connection, plan: Plan, atMs: number): () => Promise<void> {
  let asOfMs = atMs;
  let isNoted = plan.do !== 'send' || plan.marked.every((name) => plan.taken.sentFields?.includes(name));
  return async () => {
    const nowMs = performance.now();
    const isOld = nowMs - asOfMs >= HOLDS_FOR_MS;
    if (!isOld && isNoted) return;
    try {
      await writeInOrg(ctx.orgId, 'job', async (tx) => {
        if (isOld && !(await isAsNow(tx, ctx, connection, plan))) throw new Outdated();
        if (!isNoted && plan.do === 'send') await note(tx, ctx, connection, plan);
      });
    } catch (error) {
      // Without the database nobody knows whether it may leave.
      throw isAway(error) ? new Outdated() : error;
    }
    if (isOld) asOfMs = nowMs;
    isNoted = true;
  };
}

async function isAsNow(tx: Tx, ctx: Context, { id }: Connection, plan: Plan): Promise<boolean> {
  const connection = await findKept(tx, id);
  if (connection?.state !== 'active') return false;
  const [now] = await planAll(tx, ctx, connection, [plan.taken]);
  return (
    now !== undefined && now.do !== 'nothing' && plan.do !== 'nothing' && isDeepStrictEqual(now.request, plan.request)
  );
}

async function note(
  tx: Tx,
  ctx: Context,
  connection: Connection,
  { taken, marked }: Plan & { do: 'send' },
): Promise<void> {
  await tx.sql`
    update app_deliveries set sent_fields = ${marked} where org_id = ${tx.orgId} and id = ${taken.id}`;
  await noteDisclosures(tx, ctx, [
    {
      exit: 'app',
      recipient: `${connection.name} (${connectorOf(connection.app).label})`,
      address: new URL(connection.address).origin,
      purpose: connection.purpose,
      moduleId: taken.moduleId,
      fields: marked,
      recordIds: [taken.recordId],
      subjectId: connection.id,
    },
  ]);
}
