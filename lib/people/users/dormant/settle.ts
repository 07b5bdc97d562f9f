/**
 * Dormant accounts, by the clock. Guarantees: somebody is warned once for each stretch of time that they do not come, and
 * deactivated only once a warning has stood, by the verb that deactivates anybody; never the last active administrator, never who
 * is named for the day the identity provider is away. Each is a transaction of its own: safe to run twice, by two workers at
 * once, and to miss. Does not: take anything else away. Whoever is activated again is counted from then on.
 */

import { limitsOf } from '@/lib/people/auth/dormant-rule';
import { clock } from '@/lib/platform/clock';
import { type Context, systemContext } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { deactivateDormant } from './deactivate';
import { keptBySso, lastUse, readDormantRule } from './last-use';
import { warnDormant } from './warn';

const MOST_AT_ONCE = 200;

export interface Settled {
  warned: number;
  deactivated: number;
}

/** Deactivates who was warned long enough ago, then warns. @returns how many */
export async function settleDormant(orgId: Id, at: Date = clock.now()): Promise<Settled> {
  const ctx = systemContext(orgId, 'dormant-accounts');
  let deactivated = 0;
  for (const id of await inOrg(orgId, (tx) => leaving(tx, at))) {
    if (await orNext(ctx, () => deactivateDormant(ctx, id, at))) deactivated += 1;
  }
  let warned = 0;
  for (let batch = MOST_AT_ONCE; batch === MOST_AT_ONCE; warned += batch) {
    batch = await warnDormant(ctx, { most: MOST_AT_ONCE }, at);
  }
  return { warned, deactivated };
}

/** Who may be deactivated: who has been away longest first, so that of all administrators the one stays who came last. */
async function leaving(tx: Tx, at: Date): Promise<Id[]> {
  const limits = limitsOf(await readDormantRule(tx), at)?.leaving;
  const kept = await keptBySso(tx);
  if (!limits || kept === 'not_known') return [];
  const rows = await tx.sql<{ id: Id }[]>`
    select u.id from users u
    where u.org_id = ${tx.orgId} and u.active and u.id <> all(${kept}::bigint[])
      and ${lastUse(tx)} <= ${limits.lastUse.toISOString()}::timestamptz
      and u.dormant_warned_at >= ${lastUse(tx)} and u.dormant_warned_at <= ${limits.warned.toISOString()}::timestamptz
    order by ${lastUse(tx)}, u.id`;
  return rows.map(({ id }) => id);
}

/** One that cannot be deactivated, the last administrator above all, holds up no other, and is tried again on the next day. */
async function orNext(ctx: Context, act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch (error) {
    const code = error instanceof CareledgerError ? (error.reason ?? error.code) : 'internal';
    log.warn({ event: 'user.not_deactivated', orgId: ctx.orgId, code });
    return false;
  }
}
