import { getModule, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Attempt, type Mutation, mutate } from '@/lib/protection/mutate';

/**
 * A change of the org's modules. Needs the right to manage modules; changes of one org follow one another, each seeing
 * what the one before it left.
 * @throws forbidden
 */
export function changeModules<T>(
  ctx: Context,
  attempt: Attempt,
  change: (tx: Tx, metadata: OrgMetadata) => Promise<Mutation<T>>,
): Promise<T> {
  return mutate(
    ctx,
    attempt,
    async (tx) => {
      assertOrgRight(ctx, 'manageModules');
      return change(tx, await loadMetadata(tx));
    },
    'alone',
  );
}

/**
 * A change within one module. No record is written meanwhile, so what `change` finds about them stays true.
 * @throws forbidden; not_found
 */
export function changeModule<T>(
  ctx: Context,
  attempt: Attempt & { module: string },
  change: (tx: Tx, module: ModuleDefinition, metadata: OrgMetadata) => Promise<Mutation<T>>,
): Promise<T> {
  return changeModules(ctx, attempt, async (tx, metadata) => {
    const module = getModule(metadata, attempt.module);
    return change(tx, module, metadata);
  });
}
