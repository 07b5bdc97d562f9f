import type { Context } from '../../context';
import type { Tx } from '../../db/transaction';
import type { FieldErrors } from '../../errors';
import { type Id, isId, newId } from '../../ids';
import { type FieldDefinition, findField, type ModuleDefinition } from '../../modules/definition';
import { singleLine } from '../../modules/field-types/single-line';
import { whyUnreadable } from '../../modules/field-types/unreadable';
import { metadataOf } from '../../modules/metadata';
import { visibleRecord } from '../../modules/visibility';
import { isNameHidden } from '../../records/list-fields';
import { missingRequired } from '../../records/read-input';
import { canInModule } from '../../rights';

/** A record that a row names and that is not there: to be made with this id. */
export interface NamedRecord {
  id: Id;
  module: ModuleDefinition;
  name: string;
  /** Equal for names that mean one record. */
  key: string;
}

export interface Resolved {
  /** By row, what could not be found or is not the only one of its name. */
  errors: FieldErrors[];
  /** Id → the record, of those to be made. */
  named: Map<Id, NamedRecord>;
}

/**
 * Turns what files say of users and looked-up records (an id, a user's name or e-mail, a record's exact name) into ids,
 * in place. One query a field for the whole batch.
 * @param creating fields whose looked-up records are made where there are none.
 */
export async function resolveReferences(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  inputs: Record<string, string | string[]>[],
  creating: ReadonlySet<string> = new Set(),
): Promise<Resolved> {
  const errors: FieldErrors[] = inputs.map(() => ({}));
  const made = new Map<string, NamedRecord>();
  const named = new Set(inputs.flatMap((input) => Object.keys(input)));
  for (const name of named) {
    const field = findField(module, name);
    if (!field || !['user', 'lookup', 'multi_lookup'].includes(field.type)) continue;
    const texts = inputs.map((input) => partsOf(field, input[name]));
    const found = await findAll(tx, ctx, field, [...new Set(texts.flat())]);
    const target = creating.has(name) ? await creatableTarget(tx, ctx, field) : undefined;
    const idsOf = (part: string): string[] => {
      const ids = found.get(keyOf(part)) ?? [];
      return ids.length === 0 && target && isName(part) ? [nameRecord(made, target, part).id] : ids;
    };
    for (const [n, parts] of texts.entries()) {
      const ids = parts.map(idsOf);
      const why = whyUnreadable(parts[0] ?? '');
      if (why !== undefined) errors[n] = { ...errors[n], [name]: why };
      else if (ids.some((one) => one.length === 0))
        errors[n] = { ...errors[n], [name]: 'There is nothing of this name.' };
      else if (ids.some((one) => one.length > 1)) errors[n] = { ...errors[n], [name]: 'Several have this name.' };
      const input = inputs[n];
      if (!input || parts.length === 0) continue;
      const resolved = ids.flatMap((one) => one.slice(0, 1));
      if (resolved.length === parts.length)
        input[name] = field.type === 'multi_lookup' ? resolved : (resolved[0] ?? '');
      else delete input[name];
    }
  }
  return { errors, named: new Map([...made.values()].map((record) => [record.id, record])) };
}

/** One form for one name: composed and decomposed letters, and their case, are the same. */
const keyOf = (text: string): string => text.normalize('NFC').toLowerCase();

/** A text that, kept as a record's name, is found again as it stands. */
const isName = (text: string): boolean => !isId(text) && !/\s{2}/.test(text) && singleLine.parse(text, {}).ok;

function nameRecord(made: Map<string, NamedRecord>, module: ModuleDefinition, name: string): NamedRecord {
  const key = keyOf(name);
  const record = made.get(`${module.id} ${key}`) ?? { id: newId(), module, name, key };
  made.set(`${module.id} ${key}`, record);
  return record;
}

/** The module looked up, where a record with a name alone can be made and found again by it; else undefined. */
export async function creatableTarget(
  tx: Tx,
  ctx: Context,
  field: FieldDefinition,
): Promise<ModuleDefinition | undefined> {
  if (field.type !== 'lookup' && field.type !== 'multi_lookup') return undefined;
  const module = (await metadataOf(tx)).modules.find(({ apiName }) => apiName === field.options.lookupModule);
  if (!module || isNameHidden(module) || !canInModule(ctx.rights, module.apiName, 'create')) return undefined;
  const nameField = module.fields.find(({ apiName }) => apiName === module.nameFields.at(-1));
  if (nameField?.type !== 'single_line' || nameField.unique) return undefined;
  const isEnough = Object.keys(missingRequired(module, { [nameField.apiName]: 'a name' })).length === 0;
  return isEnough && canInModule(ctx.rights, module.apiName, 'view') ? module : undefined;
}

function partsOf(field: FieldDefinition, cell: string | string[] | undefined): string[] {
  if (cell === undefined || Array.isArray(cell)) return [];
  const parts = field.type === 'multi_lookup' ? cell.split(';') : [cell];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Lower-case text → the ids it may mean. */
async function findAll(tx: Tx, ctx: Context, field: FieldDefinition, texts: string[]): Promise<Map<string, string[]>> {
  const ids = texts.filter(isId);
  const names = [...new Set(texts.flatMap((text) => [text, text.normalize('NFC'), text.normalize('NFD')]))].map(
    (text) => text.toLowerCase(),
  );
  const rows = field.type === 'user' ? await findUsers(tx, ids, names) : await findRecords(tx, ctx, field, ids, names);
  const found = new Map<string, string[]>();
  for (const { id, text } of rows) {
    const key = keyOf(text);
    found.set(key, [...new Set([...(found.get(key) ?? []), id])]);
  }
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
