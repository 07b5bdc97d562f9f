import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { type Attempt, type Mutation, mutate } from '@/lib/protection/mutate';

/**
 * A change of what is protected. Needs the right to manage compliance; changes of one org follow one another, each
 * seeing what the one before it left.
 * @param attempt may be filled in by `change` as it learns the names: the refused event then carries them.
 * @throws forbidden
 */
export function changeCompliance<T>(
  ctx: Context,
  attempt: LedgerAction | Attempt,
  change: (tx: Tx, metadata: OrgMetadata) => Promise<Mutation<T>>,
): Promise<T> {
  return mutate(
    ctx,
    attempt,
    async (tx) => {
      assertOrgRight(ctx, 'manageCompliance');
      assertFresh(ctx);
      return change(tx, await loadMetadata(tx));
    },
    'alone',
  );
}
