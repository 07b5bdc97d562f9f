import type { Context } from '../../context';
import type { Tx } from '../../db/transaction';
import type { FieldErrors } from '../../errors';
import { isId } from '../../ids';
import { type FieldDefinition, findField, type ModuleDefinition } from '../../modules/definition';
import { metadataOf } from '../../modules/metadata';
import { visibleRecord } from '../../modules/visibility';
import { isNameHidden } from '../../records/list-fields';
import { canInModule } from '../../rights';

/**
 * Turns what files say of users and looked-up records (an id, a user's name or e-mail, a record's exact name) into ids,
 * in place. One query a field for the whole batch.
 * @returns by row, what could not be found or is not the only one of its name.
 */
export async function resolveReferences(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  inputs: Record<string, string | string[]>[],
): Promise<FieldErrors[]> {
  const errors: FieldErrors[] = inputs.map(() => ({}));
  const named = new Set(inputs.flatMap((input) => Object.keys(input)));
  for (const name of named) {
    const field = findField(module, name);
    if (!field || !['user', 'lookup', 'multi_lookup'].includes(field.type)) continue;
    const texts = inputs.map((input) => partsOf(field, input[name]));
    const found = await findAll(tx, ctx, field, [...new Set(texts.flat())]);
    for (const [n, parts] of texts.entries()) {
      const ids = parts.map((part) => found.get(part.toLowerCase()) ?? []);
      if (ids.some((one) => one.length === 0)) errors[n] = { ...errors[n], [name]: 'There is nothing of this name.' };
      else if (ids.some((one) => one.length > 1)) errors[n] = { ...errors[n], [name]: 'Several have this name.' };
      const input = inputs[n];
      if (!input || parts.length === 0) continue;
      const resolved = ids.flatMap((one) => one.slice(0, 1));
      if (resolved.length === parts.length)
        input[name] = field.type === 'multi_lookup' ? resolved : (resolved[0] ?? '');
      else delete input[name];
    }
  }
  return errors;
}

function partsOf(field: FieldDefinition, cell: string | string[] | undefined): string[] {
  if (cell === undefined || Array.isArray(cell)) return [];
  const parts = field.type === 'multi_lookup' ? cell.split(';') : [cell];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Lower-case text → the ids it may mean. */
async function findAll(tx: Tx, ctx: Context, field: FieldDefinition, texts: string[]): Promise<Map<string, string[]>> {
  const ids = texts.filter(isId);
  const names = texts.map((text) => text.toLowerCase());
  const rows = field.type === 'user' ? await findUsers(tx, ids, names) : await findRecords(tx, ctx, field, ids, names);
  const found = new Map<string, string[]>();
  for (const { id, text } of rows) found.set(text, [...(found.get(text) ?? []), id]);
  return found;
}

interface Found {
  id: string;
  text: string;
}

async function findUsers(tx: Tx, ids: string[], names: string[]): Promise<Found[]> {
  const rows = await tx.sql<{ id: string; name: string; email: string }[]>`
    select id, lower(name) as name, email from users
    where org_id = ${tx.orgId} and active
      and (id = any(${ids}::bigint[]) or lower(name) = any(${names}) or email = any(${names}))`;
  return rows.flatMap(({ id, name, email }) => [id, name, email].map((text) => ({ id, text })));
}

async function findRecords(
  tx: Tx,
  ctx: Context,
  field: FieldDefinition,
  ids: string[],
  names: string[],
): Promise<Found[]> {
  const module = (await metadataOf(tx)).modules.find(({ apiName }) => apiName === field.options.lookupModule);
  if (!module || !canInModule(ctx.rights, module.apiName, 'view')) return [];
  const hidden = isNameHidden(module);
  const rows = await tx.sql<{ id: string; name: string | null }[]>`
    select id, lower(name) as name from records
    where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null and ${visibleRecord(tx, ctx, module)}
      and (id = any(${ids}::bigint[]) or lower(name) = any(${hidden ? [] : names}))`;
  return rows.flatMap(({ id, name }) =>
    [id, hidden ? null : name].filter((text) => text !== null).map((text) => ({ id, text })),
  );
}
