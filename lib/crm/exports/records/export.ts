/**
 * Export of records: what a list shows, some of it or all of it. A field that policy withholds at this door has
 * no column, and no filter either, since a file of those who have a diagnosis tells it of each. The dialog says so before,
 * the event after. The file is sealed at rest and there for its owner for 24 hours.
 */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { allOf } from '@/lib/crm/records/condition';
import { readFilters } from '@/lib/crm/records/filter';
import { listableModule, MAX_COUNT, readSearch } from '@/lib/crm/records/list';
import { isProtected, listFieldsOf } from '@/lib/crm/records/list-fields';
import { type ListQuery, queryOf } from '@/lib/crm/records/list-query';
import { countRows } from '@/lib/crm/records/list-rows';
import { assertFresh } from '@/lib/people/auth/fresh';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { statedOr } from '@/lib/protection/accounting/purposes';
import { type Clear, treat } from '@/lib/protection/compliance/policy';
import { appendEntries } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { filesLeave } from '../held';
import type { RecordExportRequest } from '../schemas';

export interface ExportPlan {
  /** Counted up to 1,000. */
  count: { records: number; more: boolean };
  /** Labels of the columns, in order. */
  columns: string[];
  /** Labels of the fields left out, because they hold personal health data that may not leave here. */
  withheld: string[];
  /** Labels of the fields that a search of the list looks through and this one, at the door, does not. */
  unsearched: string[];
  /** Whether attached files may leave. */
  filesLeave: boolean;
  /** Whether health data may leave: it is in the accounting of disclosures, with what it is for. */
  discloses: boolean;
}

/**
 * What an export would hold, for the dialog. Counting by the value of a marked field is a search of it, so an event.
 * @throws forbidden without the right to export
 */
export async function planRecordExport(ctx: Context, request: RecordExportRequest): Promise<ExportPlan> {
  return readInOrg(ctx.orgId, async (tx) => {
    const { module, query, chosen, withheld } = await readExport(tx, ctx, request);
    const count = await countRows(tx, query, MAX_COUNT);
    if (query.searched.length > 0) {
      const about = { action: 'record.search', module: request.module, door: 'export' } as const;
      const entry = { ...about, fields: query.searched, facts: { rows: count.records } };
      await appendEntries(tx, ctx, [entry], await keysOf(tx));
    }
    const mayTakeFiles = await filesLeave(tx, ctx, module);
    return {
      count,
      columns: chosen.map((field) => field.label),
      withheld: withheld.map((field) => field.label),
      unsearched: request.search ? await unsearchedIn(tx, ctx, module) : [],
      filesLeave: mayTakeFiles,
      discloses: chosen.some(({ marked }) => marked) || (module.hipaa && mayTakeFiles),
    };
  });
}

/** A search finds protected fields by their whole value, where the asker may; at a closed door nobody may. */
async function unsearchedIn(tx: Tx, ctx: Context, module: ModuleDefinition): Promise<string[]> {
  const { compliance } = await metadataOf(tx);
  const searchable = (door: 'screen' | 'export') =>
    listFieldsOf(module, compliance, ctx.rights, door).filter(
      ({ marked, operators }) => marked && operators.includes('equals'),
    );
  const here = new Set(searchable('export').map(({ id }) => id));
  return searchable('screen')
    .filter(({ id }) => !here.has(id))
    .map(({ label }) => label);
}

/** Starts an export; a job writes it. @returns the job's id. @throws forbidden without the right to export */
export async function startRecordExport(ctx: Context, request: RecordExportRequest): Promise<{ jobId: Id }> {
  const attempt = { action: 'export.start', module: request.module, door: 'export' } as const;
  return mutate(ctx, attempt, async (tx) => {
    const { query, chosen, withheld } = await readExport(tx, ctx, request);
    if (chosen.some(isProtected)) assertFresh(ctx);
    const { records, more } = await countRows(tx, query, MAX_COUNT);
    const jobId = await startJob(tx, ctx, {
      kind: 'export',
      module: request.module,
      params: {},
      request,
      ...(more ? {} : { total: records }),
    });
    const facts = { columns: chosen.length, withheld: withheld.map((field) => field.apiName) };
    const fields = [...query.searched, ...chosen.filter(isProtected).map((field) => field.apiName)];
    return {
      value: { jobId },
      entries: [
        { ...attempt, subjectId: jobId, purpose: statedOr(request.purpose), fields: [...new Set(fields)], facts },
      ],
    };
  });
}

export interface ReadExport {
  module: ModuleDefinition;
  query: ListQuery;
  /** The fields that leave, in order. */
  chosen: Clear<FieldDefinition>;
  withheld: readonly FieldDefinition[];
}

/** Reads a request by what the asker may do now. @throws forbidden; not_found; invalid naming a field */
export async function readExport(tx: Tx, ctx: Context, request: RecordExportRequest): Promise<ReadExport> {
  const { module, fields } = await listableModule(tx, ctx, request.module, 'export');
  assertModuleRight(ctx, module, 'export');
  const { compliance } = await metadataOf(tx);
  const filters = readFilters(fields, request.filters ?? [], ctx.timeZone);
  const query = await queryOf(tx, ctx, { module, fields }, { filters, search: readSearch(request.search) });
  const named = request.columns ? fields.filter((field) => request.columns?.includes(field.apiName)) : fields;
  const wanted = module.fields.filter(
    (field) => named.some(({ id }) => id === field.id) || module.nameFields.includes(field.apiName),
  );
  const { clear: chosen, withheld } = treat(wanted, 'export', compliance, ctx.rights);
  if (chosen.length === 0) throw forbidden('None of these fields may be exported.');
  const where = request.ids ? allOf(tx, [query.where, tx.sql`id = any(${request.ids}::bigint[])`]) : query.where;
  return { module, query: { ...query, where }, chosen, withheld };
}
