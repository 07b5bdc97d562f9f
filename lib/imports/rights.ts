import type { Context } from '../context';
import type { ModuleDefinition } from '../modules/definition';
import { assertModuleRight } from '../modules/visibility';
import type { Duplicates } from './rows/duplicates';

/** @throws forbidden without both rights: an import creates records; and one that overwrites, edits them. */
export function assertMayImport(ctx: Context, module: ModuleDefinition, duplicates?: Duplicates): void {
  assertModuleRight(ctx, module, 'import');
  assertModuleRight(ctx, module, 'create');
  if (duplicates?.action === 'overwrite') assertModuleRight(ctx, module, 'edit');
}
