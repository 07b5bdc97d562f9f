/**
 * Records that may be the same person or thing as one that is there: those with the same value of a field. Guarantees: a
 * field is asked only where the asker may search it by equality; what was looked through is an event.
 */

import { getFieldById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { valuesToFindBy } from '@/lib/protection/disclose/values-to-find-by';
import { appendEntries } from '@/lib/protection/ledger/append';
import { isShownFirst } from '../duplicates/fields';
import { getListField } from '../filter';
import { conditionOf } from '../filter-sql';
import { candidatesFor, confirmAll } from '../find-equal';
import { listableModule } from '../list';
import { isProtected, type ListField } from '../list-fields';
import { type RecordInWords, recordInWords, userNames } from '../names';
import { searchEntries } from '../search-event';
import { type RecordRow, recordColumns, showRecords } from '../serialize';
import { findVisibleRow } from '../visible-row';

const MOST_FOUND = 50;

export interface DuplicatesAsked {
  module: string;
  recordId: Id;
  /** API names of the fields whose value must be the same, one of them at least; the usual ones when absent. */
  by?: readonly string[] | undefined;
}

export interface PossibleDuplicate extends RecordInWords {
  /** Labels of the fields that are the same. */
  same: string[];
}

export interface ComparableField {
  apiName: string;
  label: string;
  chosen: boolean;
  /** One that people usually look by; the others are behind "More fields". */
  shownFirst: boolean;
}

export interface Duplicates {
  module: Pick<ModuleDefinition, 'apiName' | 'singular' | 'plural'>;
  /** What the record is called. */
  name: string;
  /** What can be looked for, and whether it was. */
  fields: ComparableField[];
  duplicates: PossibleDuplicate[];
  /** There are more than 50 with the same value of a field: it tells nobody from another. */
  tooMany: string[];
}

/** @throws forbidden; not_found; invalid, naming a field that is not there. */
export function findDuplicates(ctx: Context, { module: name, recordId, by }: DuplicatesAsked): Promise<Duplicates> {
  return inOrg(ctx.orgId, async (tx) => {
    const { module, fields } = await listableModule(tx, ctx, name);
    const offered = fields.filter(
      (field) => fieldType(field.type).tells === 'same' && field.operators.includes('equals'),
    );
    const chosen = by ? by.map((one) => getListField(offered, one)) : usual(offered);
    const own = isId(recordId) ? await findVisibleRow(tx, ctx, module, recordId) : undefined;
    if (!own) throw notFound('The record');
    const found = new Map<Id, { row: RecordRow; same: string[] }>();
    const tooMany: string[] = [];
    const ownFields = chosen.filter(({ system }) => !system).map(({ id }) => getFieldById(module, id));
    const values = await valuesToFindBy(tx, ctx, { module, fields: ownFields }, own);
    for (const field of chosen) {
      const value = field.system === 'Name' ? (own.name ?? undefined) : values[field.apiName];
      if (value === undefined) continue;
      const rows = await sameAs(tx, ctx, module, { field, value, ownId: recordId });
      if (rows.length > MOST_FOUND) tooMany.push(field.label);
      else for (const row of rows) found.set(row.id, { row, same: [...(found.get(row.id)?.same ?? []), field.label] });
    }
    const searched = chosen.filter(isProtected).map(({ apiName }) => apiName);
    const entries = searchEntries(module, searched, found.size);
    if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
    const [self, ...others] = await inWords(tx, ctx, module, [own, ...[...found.values()].map(({ row }) => row)]);
    return {
      module: { apiName: module.apiName, singular: module.singular, plural: module.plural },
      name: self?.name ?? '',
      fields: offered.map((field) => ({
        apiName: field.apiName,
        label: field.label,
        chosen: chosen.includes(field),
        shownFirst: isShownFirst(field, module.nameFields),
      })),
      duplicates: others.map((other) => ({ ...other, same: found.get(other.id)?.same ?? [] })),
      tooMany,
    };
  });
}

/**
 * E-mail addresses, phones and unique fields; without any, the name. None that is protected: to look through those is asked
 * for by name, so that opening the page discloses nothing.
 */
function usual(offered: readonly ListField[]): ListField[] {
  const open = offered.filter((field) => !isProtected(field));
  const telling = open.filter(({ type, unique }) => unique || fieldType(type).contact);
  return telling.length > 0 ? telling : open.filter(({ system }) => system === 'Name');
}

interface Same {
  field: ListField;
  value: StoredValue;
  ownId: Id;
}

/** One more than are shown, at most. */
export async function sameAs(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { field, value, ownId }: Same,
): Promise<RecordRow[]> {
  const wanted = field.sealed ? { field: getFieldById(module, field.id), value } : null;
  const condition = wanted
    ? candidatesFor(tx, await keysOf(tx), wanted)
    : conditionOf(tx, { field, operator: 'equals', values: [value] });
  const rows = await tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where ${visibleRecords(tx, ctx, module)} and id <> ${ownId} and ${condition}
    order by id limit ${wanted ? 1000 : MOST_FOUND + 1}`;
  return wanted ? confirmAll(tx, module, [wanted], rows) : [...rows];
}

export async function inWords(tx: Tx, ctx: Context, module: ModuleDefinition, rows: readonly RecordRow[]) {
  const shown = await showRecords(tx, ctx, { module, rows, fields: [] });
  const owners = await userNames(
    tx,
    shown.map(({ ownerId }) => ownerId),
  );
  return shown.map((record) => recordInWords(module, record, owners));
}
