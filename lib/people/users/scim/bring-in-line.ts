import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { internal, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { isKept } from '@/lib/protection/integrity/kept-state';
import { updateUser } from '../update-user';
import { misplaced } from './apply-rules';
import { connectionState, readConnections } from './connection';
import { connectionIdSchema } from './schemas';

/** At once. */
const MOST = 100;

/**
 * Gives people in the groups of a directory's rules the profile and role that the rules say: as the asker's own acts, each with all
 * that it brings about. A change of rules does so to nobody by itself. @returns how many were changed, at most 100 @throws forbidden; not_found
 */
export async function bringInLine(ctx: Context, input: { id: Id }, at = clock.now()): Promise<number> {
  const { id } = readInput(connectionIdSchema, input);
  assertOrgRight(ctx, 'manageUsers');
  const people = await inOrg(ctx.orgId, async (tx) => {
    const [row] = await readConnections(tx, tx.sql`c.id = ${id} and c.ended_at is null`);
    if (!row) throw notFound('The directory');
    if (!(await isKept(tx, connectionState(row)))) throw internal('The directory was changed outside Careledger.');
    return misplaced(tx, row.rules, null);
  });
  const some = people.slice(0, MOST);
  for (const person of some) await updateUser(ctx, person, at);
  return some.length;
}
