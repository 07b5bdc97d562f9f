/**
 * A record as Zoho CRM's clients expect it. What the API door withholds has no key; what is empty is null. Where encrypted
 * values do not open they have no key either, and `$integrity` names them.
 */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import { lookupNames, namesFor, type RecordNames } from '@/lib/crm/records/names';
import { type RecordDto, type RecordRow, serializeRecords } from '@/lib/crm/records/serialize';
import { linksOf, usersIn } from '@/lib/crm/records/tokens';
import { isUnopened } from '@/lib/crm/records/unopened';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { byHeld, type Disclosure, markedAmong } from '@/lib/protection/accounting/note';
import { DAMAGED, INTEGRITY } from '@/lib/protection/integrity/errors';
import { apiTime } from '../api-time';
import { type People, peopleOf } from './people';
import type { Reading } from './reading';
import type { Selection } from './selection';

export type ApiRecord = Record<string, unknown>;

export interface Outgoing {
  rows: readonly RecordRow[];
  selection: Selection;
}

/** Rows of a module for the API door, with only the fields selected; of marked values their lines of the accounting are kept. */
export async function toApiRecords(
  { tx, ctx, module, disclosed }: Pick<Reading, 'tx' | 'ctx' | 'module' | 'disclosed'>,
  { rows, selection }: Outgoing,
): Promise<ApiRecord[]> {
  if (rows.length === 0) return [];
  const records = await serializeRecords(tx, ctx, { module, rows, clear: selection.fields });
  const [names, people] = await Promise.all([
    selection.fields.some(pointsElsewhere) ? namesFor(tx, ctx, records, selection.fields) : NO_NAMES,
    peopleOf(tx, peopleIn(records, selection)),
  ]);
  disclosed.lines.push(...linesOf(module, selection, records));
  const looks = { ctx, module, names, people, selection };
  return records.map((record) => toApi(record, looks));
}

function linesOf(
  { id: moduleId }: ModuleDefinition,
  selection: Selection,
  records: readonly RecordDto[],
): Disclosure[] {
  return byHeld(records, markedAmong(selection.fields)).map((held) => ({ exit: 'api', moduleId, ...held }));
}

const NO_NAMES: RecordNames = { users: {}, lookups: {} };

const pointsElsewhere = ({ type }: FieldDefinition): boolean => fieldType(type).refersTo !== null;

function peopleIn(records: readonly RecordDto[], { fields, system }: Selection): Id[] {
  const ids = new Set<Id>();
  const users = fields.filter(({ type }) => fieldType(type).refersTo === 'user');
  for (const record of records) {
    if (system.has('Owner')) ids.add(record.ownerId);
    if (system.has('Created_By')) ids.add(record.createdBy);
    if (system.has('Modified_By')) ids.add(record.modifiedBy);
    for (const field of users) {
      const value = record.values[field.apiName];
      if (value !== undefined) for (const id of usersIn(field, value)) ids.add(id);
    }
  }
  return [...ids];
}

/** A value of a field, beside others of any records. */
export interface FieldValue {
  field: FieldDefinition;
  value: StoredValue;
}

/** Values as records hold them here, in their order; the caller has made sure that they may leave. */
export async function toApiValues(tx: Tx, ctx: Context, values: readonly FieldValue[]): Promise<unknown[]> {
  const targets = new Map<string, Id[]>();
  for (const { field, value } of values) {
    const name = field.options.lookupModule;
    if (name)
      targets.set(name, [...(targets.get(name) ?? []), ...linksOf(field, value).map(({ targetId }) => targetId)]);
  }
  const [people, ...lookups] = await Promise.all([
    peopleOf(tx, [...new Set(values.flatMap(({ field, value }) => usersIn(field, value)))]),
    ...[...targets].map(([module, ids]) => lookupNames(tx, ctx, module, ids)),
  ]);
  const names = { users: {}, lookups: Object.assign({}, ...lookups) };
  return values.map(({ field, value }) => toJson(field, value, { ctx, names, people }));
}

interface Looks {
  ctx: Context;
  module: ModuleDefinition;
  names: RecordNames;
  people: People;
  selection: Selection;
}

function toApi(record: RecordDto, looks: Looks): ApiRecord {
  const { ctx, module, people, selection } = looks;
  const { system, fields } = selection;
  const result: ApiRecord = {};
  for (const field of fields) {
    if (isUnopened(record, field)) continue;
    const value = record.values[field.apiName];
    result[field.apiName] = value === undefined ? null : toJson(field, value, looks);
  }
  if (system.has('Owner')) result.Owner = person(people, record.ownerId);
  if (system.has('Created_Time')) result.Created_Time = apiTime(record.createdAt, ctx.timeZone);
  if (system.has('Modified_Time')) result.Modified_Time = apiTime(record.modifiedAt, ctx.timeZone);
  if (system.has('Created_By')) result.Created_By = person(people, record.createdBy);
  if (system.has('Modified_By')) result.Modified_By = person(people, record.modifiedBy);
  if (system.has('Full_Name') && !isNameHidden(module)) result.Full_Name = record.name;
  if (system.has('Record_Status__s')) result.Record_Status__s = 'Available';
  result.id = record.id;
  const unopened = fields.filter((field) => isUnopened(record, field));
  if (unopened.length > 0) result.$integrity = unopenedError(unopened.map(({ apiName }) => apiName));
  return result;
}

/** The contract's form of an error, in the place of the values. */
export const unopenedError = (apiNames: readonly string[]) => ({
  code: INTEGRITY,
  details: { api_names: apiNames },
  message: DAMAGED,
  status: 'error' as const,
});

function toJson(
  field: FieldDefinition,
  value: StoredValue,
  { ctx, names, people }: Pick<Looks, 'ctx' | 'names' | 'people'>,
): unknown {
  const { list, refersTo, moment } = fieldType(field.type);
  if (moment === 'instant') return apiTime(String(value), ctx.timeZone);
  if (refersTo === null) return value;
  const users = usersIn(field, value).map((id) => person(people, id));
  const targets = linksOf(field, value).map(({ targetId: id }) => ({ name: names.lookups[id]?.name ?? null, id }));
  const elsewhere = [...users, ...targets];
  return list ? elsewhere : elsewhere[0];
}

const person = (people: People, id: Id) => people[id] ?? { name: null, id, email: null };
