import type { Context } from '../context';
import { forbidden } from '../errors';
import type { ModuleDefinition } from '../modules/definition';
import { assertModuleRight } from '../modules/visibility';
import type { Duplicates } from './rows/duplicates';
import { mayBeTold } from './rows/find-duplicates';
import { sameFields } from './rows/find-same';

/** @throws forbidden without both rights: an import creates records, and one that overwrites edits them; nor by a field that the asker may not read. */
export function assertMayImport(ctx: Context, module: ModuleDefinition, duplicates?: Duplicates): void {
  assertModuleRight(ctx, module, 'import');
  assertModuleRight(ctx, module, 'create');
  if (duplicates?.action === 'overwrite') assertModuleRight(ctx, module, 'edit');
  const unread = duplicates
    ? sameFields(module, duplicates).find((field) => !mayBeTold(ctx, module, field))
    : undefined;
  if (unread) {
    const message = `You may not look for records by ${unread.label}.`;
    throw forbidden(message, { fields: { [unread.apiName]: message } });
  }
}
