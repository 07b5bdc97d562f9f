import { getModule } from '@/lib/crm/modules/definition';
import { settleRecords } from '@/lib/crm/records/seal-field';
import type { Context } from '@/lib/platform/context';
import { recordedOr } from '@/lib/protection/mutate';
import { changeCompliance } from './change';
import type { SelectModule } from './schemas';

/**
 * Encrypts what is still in the clear of a module's encrypted fields: after a job that failed or was cancelled.
 * @throws forbidden; not_found
 */
export async function sealAgain(ctx: Context, { module: name }: SelectModule): Promise<void> {
  await changeCompliance(ctx, { action: 'field.seal', module: name }, async (tx, metadata) => {
    const module = getModule(metadata, name);
    const sealed = module.fields.filter((field) => field.sealed).map((field) => field.apiName);
    const { entries } = await settleRecords(tx, ctx, module, sealed);
    return recordedOr('job', undefined, entries);
  });
}
