import type { Context } from '../context';
import type { ModuleDefinition } from '../modules/definition';
import { assertModuleRight } from '../modules/visibility';

/** @throws forbidden without both rights: an import creates records. */
export function assertMayImport(ctx: Context, module: ModuleDefinition): void {
  assertModuleRight(ctx, module, 'import');
  assertModuleRight(ctx, module, 'create');
}
