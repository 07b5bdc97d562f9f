import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { line } from '@/lib/crm/modules/standard/field-spec';
import { insertModule } from '@/lib/crm/modules/standard/insert';
import type { ModuleSpec } from '@/lib/crm/modules/standard/module-spec';
import type { Context } from '@/lib/platform/context';
import { conflict, invalid, limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { apiNameFrom, freeApiName, isOneOf, isReservedModuleName } from './api-name';
import { changeModules } from './change';
import { type CreateModule, createModuleSchema } from './schemas';

/** Keeps the metadata of an org, which each process holds whole, within reach. */
export const MOST_MODULES = 200;

/**
 * Adds a custom module with a required name field in a layout "Standard".
 * @throws forbidden; invalid; conflict for a name another module has; limited at 200 modules.
 */
export async function createModule(ctx: Context, input: CreateModule): Promise<{ id: Id; apiName: string }> {
  const { singular, plural, apiName: given } = readInput(createModuleSchema, input);
  return changeModules(ctx, { action: 'module.create' }, async (tx, metadata) => {
    if (metadata.modules.length >= MOST_MODULES) {
      throw limited(`An organisation has at most ${MOST_MODULES} modules.`, {
        reason: 'LIMIT_EXCEEDED',
        facts: { limit: MOST_MODULES },
      });
    }
    assertFreeNames(metadata, { singular, plural });
    const apiName = given ? checkedApiName(given, metadata) : derivedApiName(plural, metadata);
    const position = Math.max(0, ...metadata.modules.map((module) => module.position + 1));
    const { moduleId } = await insertModule(tx, startOf({ apiName, singular, plural }), position, true);
    return {
      value: { id: moduleId, apiName },
      entries: [{ action: 'module.create', module: apiName, subjectId: moduleId, facts: { singular, plural } }],
    };
  });
}

/** What a custom module starts with: its name, which it cannot do without. */
const startOf = (names: Pick<ModuleSpec, 'apiName' | 'singular' | 'plural'>): ModuleSpec => ({
  ...names,
  nameFields: ['Name'],
  sections: [
    {
      name: `${names.singular} Information`,
      fields: [line('Name', `${names.singular} Name`, { required: true, slot: 1 })],
    },
  ],
});

function derivedApiName(plural: string, metadata: OrgMetadata): string {
  const isTaken = isOneOf(metadata.modules.map((module) => module.apiName));
  return freeApiName(apiNameFrom(plural, 'Module'), (name) => isReservedModuleName(name) || isTaken(name));
}

function checkedApiName(apiName: string, metadata: OrgMetadata): string {
  if (isReservedModuleName(apiName)) {
    throw invalid('This API name is reserved.', { fields: { apiName: 'This name is reserved. Choose another.' } });
  }
  if (isOneOf(metadata.modules.map((module) => module.apiName))(apiName)) {
    throw conflict('Another module has this API name.', { fields: { apiName: 'Another module has this API name.' } });
  }
  return apiName;
}

/**
 * Two modules that read alike could not be told apart in the navigation.
 * @param self the module's own API name, when it is there already.
 * @throws conflict
 */
export function assertFreeNames(
  metadata: OrgMetadata,
  names: { singular: string; plural: string },
  self?: string,
): void {
  const others = metadata.modules.filter((module) => module.apiName !== self);
  const taken = (['singular', 'plural'] as const).filter((form) =>
    isOneOf(others.map((module) => module[form]))(names[form]),
  );
  if (taken.length === 0) return;
  const fields = Object.fromEntries(taken.map((form) => [form, 'Another module has this name.']));
  throw conflict('Another module has this name.', { fields });
}
