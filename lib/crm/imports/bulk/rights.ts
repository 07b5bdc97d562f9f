import { type FieldDefinition, findField, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import type { Context } from '@/lib/platform/context';
import { forbidden } from '@/lib/platform/errors';
import { isRestricted, treatmentOf } from '@/lib/protection/compliance/policy';
import type { Operation } from './request';

/** @throws forbidden when no module may be imported into: a file that is uploaded has no module yet. */
export function assertMayUpload({ rights }: Context): void {
  const granted = [rights.everyModule, ...Object.values(rights.modules)];
  if (!granted.some((some) => some.includes('import'))) {
    throw forbidden('Your profile does not allow to import.', { reason: 'NO_PERMISSION' });
  }
}

/** @throws forbidden */
export function assertMayBulkWrite(ctx: Context, module: ModuleDefinition, operation: Operation): void {
  assertModuleRight(ctx, module, 'import');
  if (operation !== 'update') assertModuleRight(ctx, module, 'create');
  if (operation !== 'insert') assertModuleRight(ctx, module, 'edit');
}

/**
 * To find records by a value tells who has it: only by fields that leave at this door.
 * @throws forbidden naming the field
 */
export function assertMayFindBy(
  ctx: Context,
  { compliance }: OrgMetadata,
  module: ModuleDefinition,
  by: string | null,
): FieldDefinition | undefined {
  const field = by === null ? undefined : findField(module, by);
  if (!field || treatmentOf(field, 'api', compliance, ctx.rights) === 'clear') return field;
  const message = isRestricted('api', compliance) ? `${field.label} is restricted.` : `${field.label} may not be read.`;
  throw forbidden(message, { reason: FIELD_REFUSED, fields: { [field.apiName]: message } });
}
