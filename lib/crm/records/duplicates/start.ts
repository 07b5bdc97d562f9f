import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { listableModule } from '../list';
import type { ListField } from '../list-fields';
import { chosenFields } from './fields';
import { forgetGroups } from './groups';
import type { FindAllRequest } from './schemas';

/** Who looks for duplicates merges them. @throws not_found; forbidden without the rights to view, edit and delete */
export async function mergeableModule(
  tx: Tx,
  ctx: Context,
  name: string,
): Promise<{ module: ModuleDefinition; fields: ListField[] }> {
  const found = await listableModule(tx, ctx, name);
  assertModuleRight(ctx, found.module, 'edit');
  assertModuleRight(ctx, found.module, 'delete');
  return found;
}

/**
 * Starts looking through a module for records that are the same in some fields. What the asker found there before is
 * forgotten.
 * @throws forbidden; not_found; invalid, naming a field that is not there or may not be searched
 */
export function startDuplicateSearch(ctx: Context, { module: name, by }: FindAllRequest): Promise<{ jobId: Id }> {
  const attempt = { action: 'duplicates.find', module: name, door: 'screen' } as const;
  return mutate(ctx, attempt, async (tx) => {
    if (ctx.actor.kind !== 'user') throw forbidden('Only a person looks for duplicates.');
    const { module, fields } = await mergeableModule(tx, ctx, name);
    const chosen = chosenFields(fields, by).map(({ apiName }) => apiName);
    const jobId = await startJob(tx, ctx, {
      kind: 'find_duplicates',
      module: module.apiName,
      params: { by: chosen },
      queue: `find-duplicates-${ctx.actor.id}`,
    });
    const entry = { ...attempt, subjectId: jobId, fields: chosen } as const;
    return { value: { jobId }, writes: [forgetGroups(tx, ctx.actor.id, module.apiName)], entries: [entry] };
  });
}
