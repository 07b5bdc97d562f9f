/** What a written file holds, so that what was restricted since is found again when somebody asks for it. */

import { findField, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import { canInModule, canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import { isRestricted, treatmentOf } from '@/lib/protection/compliance/policy';
import type { RowPlan } from './rows/plan';

/** API names only: kept in the job's row. */
export interface Held {
  /** Module → its fields in the file. */
  fields: Record<string, string[]>;
  /** Modules of which names of looked-up records are in it. */
  names: string[];
  /** Modules of which attached files are in it. */
  files: string[];
}

const HOLDS_NOTHING: Held = { fields: {}, names: [], files: [] };

/** What a job's result says of its file; of one that is not finished only the module is known. */
export const heldIn = (stored: unknown, module: string): Held => ({
  ...HOLDS_NOTHING,
  ...((stored as Held | undefined) ?? { fields: { [module]: [] } }),
});

/** Both together: a name may have been hidden when the writing began, and shown before it ended. */
export function heldInAll(all: readonly Held[]): Held {
  const fields: Held['fields'] = {};
  for (const held of all) {
    for (const [module, names] of Object.entries(held.fields)) {
      fields[module] = [...new Set([...(fields[module] ?? []), ...names])];
    }
  }
  const unique = (names: readonly string[]) => [...new Set(names)];
  return { fields, names: unique(all.flatMap(({ names }) => names)), files: unique(all.flatMap(({ files }) => files)) };
}

/** What the lines of a plan hold. */
export async function heldBy(tx: Tx, { module, chosen }: Pick<RowPlan, 'module' | 'chosen'>): Promise<Held> {
  const { modules } = await metadataOf(tx);
  const lookedUp = new Set(chosen.map((field) => field.options.lookupModule));
  const named = modules.filter((other) => lookedUp.has(other.apiName) && !isNameHidden(other));
  return {
    ...HOLDS_NOTHING,
    fields: { [module.apiName]: chosen.map(({ apiName }) => apiName) },
    names: named.map(({ apiName }) => apiName),
  };
}

/** Whether a module's attached files may leave by the export door: in a HIPAA module they may hold what marked fields hold. */
export async function filesLeave(tx: Tx, ctx: Context, module: ModuleDefinition): Promise<boolean> {
  const { compliance } = await metadataOf(tx);
  return !module.hipaa || (!isRestricted('export', compliance) && canInOrg(ctx.rights, 'revealPhi'));
}

/** @throws forbidden when a right was taken away since, or something in the file was restricted. */
export async function assertStillLeaves(tx: Tx, ctx: Context, held: Held): Promise<void> {
  const metadata = await metadataOf(tx);
  for (const [name, fields] of Object.entries(held.fields)) {
    const module = getModule(metadata, name);
    assertModuleRight(ctx, module, 'export');
    const closed = fields.some((apiName) => {
      const field = findField(module, apiName);
      return field && treatmentOf(field, 'export', metadata.compliance, ctx.rights) !== 'clear';
    });
    if (closed) throw restrictedSince();
  }
  for (const module of metadata.modules) {
    const named = held.names.includes(module.apiName);
    if (named && (isNameHidden(module) || !canInModule(ctx.rights, module.apiName, 'view'))) throw restrictedSince();
    if (held.files.includes(module.apiName) && !(await filesLeave(tx, ctx, module))) throw restrictedSince();
  }
}

const restrictedSince = () =>
  forbidden('The file holds fields that were restricted since. Start a new export.', { reason: 'RESTRICTED' });
