/** Records that point to those of an export, by lookup fields of their own. */

import { type FieldDefinition, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { allOf } from '@/lib/crm/records/condition';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { treat } from '@/lib/protection/compliance/policy';
import { type ReadExport, readExport } from '../records/export';
import type { RecordExportRequest } from '../schemas';

export interface RelatedModules {
  /** Those that leave. */
  modules: ModuleDefinition[];
  /** Those the asker may not export. */
  leftOut: ModuleDefinition[];
}

/** The modules with a lookup to this one. */
export async function relatedModules(tx: Tx, ctx: Context, name: string): Promise<RelatedModules> {
  const metadata = await metadataFor(tx, ctx);
  const module = getModule(metadata, name);
  const { modules } = metadata;
  const pointing = modules.filter((other) => other.id !== module.id && lookupsTo(module, other).length > 0);
  const may = ({ apiName }: ModuleDefinition) =>
    canInModule(ctx.rights, apiName, 'view') && canInModule(ctx.rights, apiName, 'export');
  return { modules: pointing.filter(may), leftOut: pointing.filter((other) => !may(other)) };
}

/** The records of `relatedId` that point to a record of the request, with all fields that leave. */
export async function readRelated(
  tx: Tx,
  ctx: Context,
  request: RecordExportRequest,
  relatedName: string,
): Promise<ReadExport> {
  const main = await readExport(tx, ctx, request);
  const { chosen, withheld, ...plan } = await readExport(tx, ctx, { module: relatedName, bom: false });
  const { compliance } = await metadataOf(tx);
  const { clear: lookups } = treat(lookupsTo(main.module, plan.module), 'export', compliance, ctx.rights);
  const points = tx.sql`id in (
    select record_id from links
    where org_id = ${tx.orgId} and field_id = any(${lookups.map(({ id }) => id)}::bigint[]) and target_id in (
      select id from records where ${main.query.where}))`;
  const where = allOf(tx, [visibleRecords(tx, ctx, plan.module), points]);
  return { module: plan.module, query: { ...plan.query, where }, chosen, withheld };
}

const lookupsTo = (module: ModuleDefinition, other: ModuleDefinition): FieldDefinition[] =>
  other.fields.filter((field) => field.options.lookupModule === module.apiName);
