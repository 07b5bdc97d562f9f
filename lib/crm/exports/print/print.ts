/**
 * Records on paper: the export door, not the screen's. What policy withholds there is left out and named, since paper is
 * a copy that leaves. Each is an event of the transaction that reads.
 */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { planSort } from '@/lib/crm/records/cursor';
import { readFilters } from '@/lib/crm/records/filter';
import { type ListRequest, listableModule, MAX_COUNT } from '@/lib/crm/records/list';
import { defaultColumns, isProtected, type ListField } from '@/lib/crm/records/list-fields';
import { queryOf } from '@/lib/crm/records/list-query';
import { countRows, readPage } from '@/lib/crm/records/list-rows';
import { namesFor, type RecordNames } from '@/lib/crm/records/names';
import { type RecordDto, serializeRecords } from '@/lib/crm/records/serialize';
import { findVisibleRow } from '@/lib/crm/records/visible-row';
import { assertFresh } from '@/lib/people/auth/fresh';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { byHeld, type Disclosure, markedAmong } from '@/lib/protection/accounting/note';
import type { StatedPurpose } from '@/lib/protection/accounting/purposes';
import type { BudgetKind } from '@/lib/protection/compliance/budgets';
import { treat } from '@/lib/protection/compliance/policy';
import { spendApart } from '@/lib/protection/disclose/budget';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { recordRefusal } from '@/lib/protection/mutate';

/** More belong in an export. */
export const MOST_PRINTED = 500;

export interface PrintedRecord {
  module: ModuleDefinition;
  record: RecordDto;
  names: RecordNames;
  /** Of the layout, without what is left out. */
  sections: { id: Id; name: string; fields: FieldDefinition[] }[];
  /** Labels of the fields left out. */
  withheld: string[];
  /** Whether a marked value is on it. */
  discloses: boolean;
}

/** One record for paper. @throws forbidden without the rights to view and to export, and `STEP_UP` for several marked fields; not_found */
export async function printRecord(
  ctx: Context,
  moduleName: string,
  recordId: Id,
  purpose: StatedPurpose = 'operations',
): Promise<PrintedRecord> {
  const { lines, ...printed } = await readInOrg(ctx.orgId, async (tx) => {
    const { module } = await listableModule(tx, ctx, moduleName, 'export');
    assertModuleRight(ctx, module, 'export');
    const row = isId(recordId) ? await findVisibleRow(tx, ctx, module, recordId) : undefined;
    if (!row) throw notFound('The record');
    const { compliance } = await metadataOf(tx);
    const { clear: fields, withheld } = treat(placedFields(module), 'export', compliance, ctx.rights);
    const sections = (module.layouts[0]?.sections ?? []).map((section) => ({
      id: section.id,
      name: section.name,
      fields: section.fields.filter((field) => fields.includes(field)),
    }));
    if (fields.filter((field) => field.marked).length > 1) assertFresh(ctx);
    const [record] = await serializeRecords(tx, ctx, { module, rows: [row], clear: fields });
    if (!record) throw notFound('The record');
    const about = { action: 'record.print', module: moduleName, door: 'export' } as const;
    const facts = { rows: 1, withheld: withheld.map(({ apiName }) => apiName) };
    const entry: NewEntry = { ...about, recordId, fields: protectedOf(fields), facts, purpose };
    await appendEntries(tx, ctx, [entry], await keysOf(tx));
    const lines = linesOf(module, fields, [record], purpose);
    const names = await namesFor(tx, ctx, [record], fields);
    return { module, record, names, sections, withheld: withheld.map(({ label }) => label), lines };
  });
  const holdsMarked = printed.sections.some(({ fields }) => fields.some((field) => field.marked));
  await counted(ctx, { module: moduleName, recordId }, { kind: 'one', records: holdsMarked ? 1 : 0, lines });
  return { ...printed, discloses: lines.length > 0 };
}

/** What a record's page shows: the fields of the layout. */
export const placedFields = ({ layouts }: ModuleDefinition): FieldDefinition[] =>
  (layouts[0]?.sections ?? []).flatMap((section) => section.fields);

export interface PrintedList {
  module: ModuleDefinition;
  records: RecordDto[];
  names: RecordNames;
  /** In order; the system's among them. */
  columns: ListField[];
  withheld: string[];
  /** Whether a marked value is on it. */
  discloses: boolean;
  /** At most 1,000; more when `more`. */
  count: { records: number; more: boolean };
}

/** The first 500 records of a list for paper, as its address asks for them. @throws forbidden, `STEP_UP` for marked fields; invalid naming a field */
export async function printList(
  ctx: Context,
  moduleName: string,
  request: ListRequest,
  purpose: StatedPurpose = 'operations',
): Promise<PrintedList> {
  const { lines, ...printed } = await readInOrg(ctx.orgId, async (tx) => {
    const { module, fields } = await listableModule(tx, ctx, moduleName, 'export');
    assertModuleRight(ctx, module, 'export');
    const { compliance } = await metadataOf(tx);
    const filters = readFilters(fields, request.filters ?? [], ctx.timeZone);
    if (filters.some(({ field }) => isProtected(field))) throw invalid('A filter on this field cannot be printed.');
    const { shown, asked } = columnsOf({ module, fields }, request);
    const { clear: own, withheld: kept } = treat(asked, 'export', compliance, ctx.rights);
    const withheld = shown.filter((field) => kept.some(({ id }) => id === field.id));
    const columns = shown.filter((field) => !withheld.includes(field));
    if (columns.some((field) => field.marked)) assertFresh(ctx);
    await tx.sql`select set_config('statement_timeout', '10s', true)`;
    const query = await queryOf(tx, ctx, { module, fields }, { filters, search: '' });
    const page = await readPage(tx, query, planSort(tx, fields, request.sort ?? null), {
      edge: null,
      perPage: MOST_PRINTED,
    });
    const records = await serializeRecords(tx, ctx, { module, rows: page.rows, clear: own });
    const about = { action: 'record.print', module: moduleName, door: 'export' } as const;
    const facts = { rows: records.length, withheld: withheld.map(({ apiName }) => apiName) };
    await appendEntries(tx, ctx, [{ ...about, fields: protectedOf(own), facts, purpose }], await keysOf(tx));
    return {
      module,
      records,
      columns,
      withheld: withheld.map(({ label }) => label),
      count: page.whole ? { records: records.length, more: false } : await countRows(tx, query, MAX_COUNT),
      names: await namesFor(tx, ctx, records, own),
      lines: linesOf(module, own, records, purpose),
    };
  });
  const holdsMarked = printed.columns.some((field) => field.marked);
  const records = holdsMarked ? printed.records.length : 0;
  await counted(ctx, { module: moduleName }, { kind: 'bulk', records, lines });
  return { ...printed, discloses: lines.length > 0 };
}

interface Listable {
  module: ModuleDefinition;
  fields: ListField[];
}

/** The columns of a list on paper, and the fields of the module among them. */
export function columnsOf({ module, fields }: Listable, { columns }: ListRequest) {
  const wanted = new Set(columns ?? defaultColumns(module, fields));
  const shown = fields.filter((field) => field.system === 'Name' || wanted.has(field.apiName));
  return { shown, asked: module.fields.filter(({ id }) => shown.some((field) => field.id === id)) };
}

/** Lines of the accounting, of the records with a value in a marked field. */
function linesOf(
  { id: moduleId }: ModuleDefinition,
  clear: readonly FieldDefinition[],
  records: readonly RecordDto[],
  purpose: StatedPurpose,
): Disclosure[] {
  return byHeld(records, markedAmong(clear)).map((held) => ({ exit: 'print', purpose, moduleId, ...held }));
}

const protectedOf = (fields: readonly FieldDefinition[]): string[] =>
  fields.filter(isProtected).map(({ apiName }) => apiName);

/** Counts before the page leaves; what the budget refuses is an event. @throws limited */
async function counted(
  ctx: Context,
  about: { module: string; recordId?: Id },
  { kind, records, lines }: { kind: BudgetKind; records: number; lines: readonly Disclosure[] },
): Promise<void> {
  try {
    await spendApart(ctx, kind, records, lines);
  } catch (error) {
    if (error instanceof CareledgerError) {
      await recordRefusal(ctx, { action: 'record.print', door: 'export', ...about }, error);
    }
    throw error;
  }
}
