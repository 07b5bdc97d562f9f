import type { Context } from '../context';
import { forbidden } from '../errors';
import type { FieldDefinition, ModuleDefinition } from '../modules/definition';
import { assertModuleRight } from '../modules/visibility';
import { canInModule, canInOrg } from '../rights';
import type { Duplicates } from './rows/duplicates';
import { sameFields } from './rows/find-same';

/** @throws forbidden without both rights: an import creates records, and one that overwrites edits them; nor by a field that the asker may not read. */
export function assertMayImport(ctx: Context, module: ModuleDefinition, duplicates?: Duplicates): void {
  assertModuleRight(ctx, module, 'import');
  assertModuleRight(ctx, module, 'create');
  if (duplicates?.action === 'overwrite') assertModuleRight(ctx, module, 'edit');
  const unread = duplicates
    ? sameFields(module, duplicates).find((field) => !maySearch(ctx, module, field))
    : undefined;
  if (unread) {
    const message = `You may not look for records by ${unread.label}.`;
    throw forbidden(message, { fields: { [unread.apiName]: message } });
  }
}

/** Which rows have a record already tells what records hold. */
const maySearch = (ctx: Context, module: ModuleDefinition, { marked }: FieldDefinition): boolean =>
  canInModule(ctx.rights, module.apiName, 'view') && (!marked || canInOrg(ctx.rights, 'revealPhi'));
