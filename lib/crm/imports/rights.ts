import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { forbidden } from '@/lib/platform/errors';
import { type Duplicates, foundBy } from './rows/duplicates';
import { mayBeTold } from './rows/find-duplicates';

/**
 * @throws forbidden without both rights: an import creates records, and one that overwrites edits them; and to find records
 * by a field that the asker may not read, a unique one too: to skip or overwrite its record tells who has the value.
 */
export function assertMayImport(ctx: Context, module: ModuleDefinition, duplicates?: Duplicates): void {
  assertModuleRight(ctx, module, 'import');
  assertModuleRight(ctx, module, 'create');
  if (duplicates?.action === 'overwrite') assertModuleRight(ctx, module, 'edit');
  const unread = duplicates && foundBy(module, duplicates).find((field) => !mayBeTold(ctx, module, field));
  if (unread) {
    const message = `You may not look for records by ${unread.label}.`;
    throw forbidden(message, { fields: { [unread.apiName]: message } });
  }
}
