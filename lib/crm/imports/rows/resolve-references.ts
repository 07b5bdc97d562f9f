import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { LIST_SEPARATOR } from '@/lib/crm/modules/field-types/list-input';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { singleLine } from '@/lib/crm/modules/field-types/single-line';
import { whyUnreadable } from '@/lib/crm/modules/field-types/unreadable';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import { missingRequired } from '@/lib/crm/records/read-input';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { FieldErrors } from '@/lib/platform/errors';
import { type Id, isId, newId } from '@/lib/platform/ids';
import { HAS_LEFT, NOTHING_NAMED } from '../columns/reading';

/** A record that a row names and that is not there: to be made with this id. */
export interface NamedRecord {
  id: Id;
  module: ModuleDefinition;
  name: string;
  /** Equal for names that mean one record. */
  key: string;
}

/** Whom a part of a cell may mean. */
export interface NamedUser {
  ids: readonly Id[];
  /** None of them is active: chosen nowhere anew, kept where they are. */
  hasLeft: boolean;
}

export interface Resolved {
  /** By row, what could not be found or is not the only one of its name. */
  errors: FieldErrors[];
  /** Id → the record, of those to be made. */
  named: Map<Id, NamedRecord>;
  /** By row, the fields that point to rows of the same file which are not records yet: left out for now. */
  waiting: string[][];
  /** By row, fields of people that name somebody who has left. */
  left: Readonly<Record<string, readonly NamedUser[]>>[];
}

export interface Resolving {
  module: ModuleDefinition;
  /** Fields whose looked-up records are made where there are none. */
  creating?: ReadonlySet<string>;
  /** Of a file whose rows may point to one another. */
  within?: WithinFile | undefined;
}

/** The records that the rows of a file make, for lookups of the module itself. */
export interface WithinFile {
  importId: Id;
  /** Name, in one form → how many rows have it. */
  names: ReadonlyMap<string, number>;
  /** Rows may be records that are there. */
  mayBeThere: boolean;
}

/**
 * Turns what files say of users and looked-up records (an id, a user's name or e-mail, a record's exact name) into ids,
 * in place. One query a field for the whole batch.
 */
export async function resolveReferences(
  tx: Tx,
  ctx: Context,
  { module, creating = new Set(), within }: Resolving,
  inputs: Record<string, string | string[]>[],
): Promise<Resolved> {
  const errors: FieldErrors[] = inputs.map(() => ({}));
  const waiting: string[][] = inputs.map(() => []);
  const left: Record<string, NamedUser[]>[] = inputs.map(() => ({}));
  const made = new Map<string, NamedRecord>();
  const named = new Set(inputs.flatMap((input) => Object.keys(input)));
  for (const name of named) {
    const field = findField(module, name);
    if (!field || fieldType(field.type).refersTo === null) continue;
    const texts = inputs.map((input) => partsOf(field, input[name]));
    const own = field.options.lookupModule === module.apiName ? within : undefined;
    const { found, gone } = await findAll(tx, ctx, { field, within: own }, [...new Set(texts.flat())]);
    const target = creating.has(name) ? await creatableTarget(tx, ctx, field) : undefined;
    const idsOf = (part: string): string[] => {
      const ids = found.get(nameKey(part)) ?? [];
      return ids.length === 0 && target && isName(part) ? [nameRecord(made, target, part).id] : ids;
    };
    for (const [n, parts] of texts.entries()) {
      if (own && parts.some((part) => isStillToCome(own, part, idsOf(part)))) {
        waiting[n]?.push(name);
        delete inputs[n]?.[name];
        continue;
      }
      const ids = parts.map(idsOf);
      const users = parts.map((part, at) => namedUser(ids[at] ?? [], gone.get(nameKey(part))));
      if (users.some(({ hasLeft }) => hasLeft)) left[n] = { ...left[n], [name]: users };
      const why = whyUnreadable(parts[0] ?? '');
      if (why !== undefined) errors[n] = { ...errors[n], [name]: why };
      else if (ids.some((one, at) => one.length === 0 && !users[at]?.hasLeft))
        errors[n] = { ...errors[n], [name]: NOTHING_NAMED };
      else if (ids.some((one) => one.length === 0)) errors[n] = { ...errors[n], [name]: HAS_LEFT };
      else if (ids.some((one) => one.length > 1)) errors[n] = { ...errors[n], [name]: 'Several have this name.' };
      const input = inputs[n];
      if (!input || parts.length === 0) continue;
      const resolved = ids.flatMap((one) => one.slice(0, 1));
      if (resolved.length === parts.length) input[name] = fieldType(field.type).list ? resolved : (resolved[0] ?? '');
      else delete input[name];
    }
  }
  return { errors, waiting, left, named: new Map([...made.values()].map((record) => [record.id, record])) };
}

const namedUser = (active: readonly Id[], gone: readonly Id[] = []): NamedUser =>
  active.length === 0 && gone.length > 0 ? { ids: gone, hasLeft: true } : { ids: active, hasLeft: false };

/** A row of the file makes it, and none has yet. */
const isStillToCome = ({ names }: WithinFile, part: string, ids: readonly string[]): boolean =>
  ids.length === 0 && names.has(nameKey(part));

/** One form for one name: composed and decomposed letters, and their case, are the same. */
export const nameKey = (text: string): string => text.normalize('NFC').toLowerCase();

/** A text that, kept as a record's name, is found again as it stands. */
const isName = (text: string): boolean => !isId(text) && !/\s{2}/.test(text) && singleLine.parse(text, {}).ok;

function nameRecord(made: Map<string, NamedRecord>, module: ModuleDefinition, name: string): NamedRecord {
  const key = nameKey(name);
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
  if (fieldType(field.type).refersTo !== 'record') return undefined;
  const module = (await metadataFor(tx, ctx)).modules.find(({ apiName }) => apiName === field.options.lookupModule);
  if (!module || isNameHidden(module) || !canInModule(ctx.rights, module.apiName, 'create')) return undefined;
  const nameField = module.fields.find(({ apiName }) => apiName === module.nameFields.at(-1));
  if (!nameField || fieldType(nameField.type).text !== 'line' || nameField.unique) return undefined;
  const isEnough = Object.keys(missingRequired(module, { [nameField.apiName]: 'a name' })).length === 0;
  return isEnough && canInModule(ctx.rights, module.apiName, 'view') ? module : undefined;
}

function partsOf(field: FieldDefinition, cell: string | string[] | undefined): string[] {
  if (cell === undefined || Array.isArray(cell)) return [];
  const parts = fieldType(field.type).list ? cell.split(LIST_SEPARATOR) : [cell];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

interface LookupOfFile {
  field: FieldDefinition;
  /** Where rows may point to one another by it. */
  within: WithinFile | undefined;
}

interface FoundIds {
  /** Text in one form → the ids it may mean. */
  found: Map<string, Id[]>;
  /** The same of users who have left. */
  gone: Map<string, Id[]>;
}

/**
 * What texts may mean. Of two rows of a file with one name neither is meant, whichever came first; nor is a row beside a
 * record that has its name.
 */
async function findAll(tx: Tx, ctx: Context, lookup: LookupOfFile, texts: string[]): Promise<FoundIds> {
  const { field, within } = lookup;
  const ids = texts.filter(isId);
  const names = [...new Set(texts.flatMap((text) => [text, text.normalize('NFC'), text.normalize('NFD')]))].map(
    (text) => text.toLowerCase(),
  );
  const rows =
    fieldType(field.type).refersTo === 'user'
      ? await findUsers(tx, ids, names)
      : await findRecords(tx, ctx, lookup, { ids, names });
  const found = idsByText(rows.filter((row) => !row.gone));
  if (within) for (const text of texts) doubt(within, nameKey(text), found, rows);
  return { found, gone: idsByText(rows.filter((row) => row.gone)) };
}

function idsByText(rows: readonly Found[]): Map<string, Id[]> {
  const ids = new Map<string, Id[]>();
  for (const { id, text } of rows) {
    const key = nameKey(text);
    ids.set(key, [...new Set([...(ids.get(key) ?? []), id])]);
  }
  return ids;
}

/** Names of active users (an id, a name, an e-mail address) → their ids: one, none, or several. */
export async function findOwners(tx: Tx, texts: readonly string[]): Promise<(text: string) => readonly string[]> {
  if (texts.length === 0) return () => [];
  const rows = await findUsers(
    tx,
    texts.filter(isId),
    texts.map((text) => text.toLowerCase()),
  );
  const found = idsByText(rows.filter((row) => !row.gone));
  return (text) => found.get(nameKey(text)) ?? [];
}

interface Found {
  id: string;
  text: string;
  /** Of this very import. */
  own?: boolean;
  /** A user who has left. */
  gone?: boolean;
}

const SEVERAL = ['', ''];

function doubt(
  { names, mayBeThere }: WithinFile,
  key: string,
  found: Map<string, string[]>,
  rows: readonly Found[],
): void {
  const inFile = names.get(key) ?? 0;
  const others = rows.filter(({ text, own }) => !own && nameKey(text) === key).length;
  if (inFile > 1 || (inFile === 1 && others > 0 && !mayBeThere)) found.set(key, SEVERAL);
}

async function findUsers(tx: Tx, ids: string[], names: string[]): Promise<Found[]> {
  const rows = await tx.sql<{ id: string; name: string; email: string; gone: boolean }[]>`
    select id, lower(name) as name, email, not active as gone from users
    where org_id = ${tx.orgId}
      and (id = any(${ids}::bigint[]) or lower(name) = any(${names}) or email = any(${names}))`;
  return rows.flatMap(({ id, name, email, gone }) => [id, name, email].map((text) => ({ id, text, gone })));
}

async function findRecords(
  tx: Tx,
  ctx: Context,
  { field, within }: LookupOfFile,
  { ids, names }: { ids: string[]; names: string[] },
): Promise<Found[]> {
  const module = (await metadataFor(tx, ctx)).modules.find(({ apiName }) => apiName === field.options.lookupModule);
  if (!module || !canInModule(ctx.rights, module.apiName, 'view')) return [];
  const hidden = isNameHidden(module);
  const rows = await tx.sql<{ id: string; name: string | null; own: boolean }[]>`
    select id, lower(name) as name, import_id is not distinct from ${within?.importId ?? null} as own from records
    where ${visibleRecords(tx, ctx, module)}
      and (id = any(${ids}::bigint[]) or lower(name) = any(${hidden ? [] : names}))`;
  return rows.flatMap(({ id, name, own }) =>
    [id, hidden ? null : name].filter((text) => text !== null).map((text) => ({ id, text, own })),
  );
}
