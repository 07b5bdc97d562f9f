import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { ListField } from '@/lib/crm/records/list-fields';
import { activeUsers } from '@/lib/crm/records/names';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import type { ReportHead } from '@/lib/platform/figures';
import { type Id, isId } from '@/lib/platform/ids';
import type { MeasureKind } from '@/lib/platform/report-kinds';
import { isChangeable, mayShare, type ReportRow } from './access';
import { CONVERSION_MODULE, conversionHead } from './conversion';
import { countableModule, readReport } from './definition';
import { type Countable, type GroupKind, groupFields, measureFields, measuresOf } from './fields';
import { STANDARD } from './standard';
import { wholeHead, wholeOf, wholeReport } from './whole';

export interface SavedReport extends ReportHead {
  module: { apiName: string; plural: string };
  shared: boolean;
  /** Whether the asker may change it. */
  changeable: boolean;
  definition: ReportRow['definition'];
}

/** The saved reports that the asker has: their own and those shared, over modules that they may view, by name. */
export function listReports(ctx: Context): Promise<SavedReport[]> {
  return readInOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<ReportRow[]>`
      select id, module_id, owner_id, name, folder, shared, definition from reports
      where org_id = ${tx.orgId} and (shared or owner_id = ${ctx.actor.id})
      order by lower(name), id`;
    const modules = await viewable(tx, ctx);
    return rows.flatMap((row) => savedOf(ctx, modules, row));
  });
}

/** Whether the asker may view some module, and so has something to make a report of. */
export const mayMakeReports = (ctx: Context): Promise<boolean> =>
  readInOrg(ctx.orgId, async (tx) => (await viewable(tx, ctx)).length > 0);

/** One of them. @throws not_found */
export function getReport(ctx: Context, id: string): Promise<SavedReport> {
  return readInOrg(ctx.orgId, async (tx) => {
    if (!isId(id)) throw notFound('The report');
    const rows = await tx.sql<ReportRow[]>`
      select id, module_id, owner_id, name, folder, shared, definition from reports
      where org_id = ${tx.orgId} and id = ${id} and (shared or owner_id = ${ctx.actor.id})`;
    const modules = await viewable(tx, ctx);
    const [found] = rows.flatMap((row) => savedOf(ctx, modules, row));
    if (!found) throw notFound('The report');
    return found;
  });
}

const viewable = async (tx: Tx, ctx: Context): Promise<ModuleDefinition[]> =>
  (await metadataFor(tx, ctx)).modules.filter(({ apiName }) => canInModule(ctx.rights, apiName, 'view'));

function savedOf(ctx: Context, modules: readonly ModuleDefinition[], row: ReportRow): SavedReport[] {
  const module = modules.find(({ id }) => id === row.module_id);
  if (!module) return [];
  const { id, name, folder, shared, definition } = row;
  const { apiName, plural } = module;
  const words = shared ? `${plural}, shared` : plural;
  const changeable = isChangeable(ctx, row);
  return [{ key: id, name, words, folder, module: { apiName, plural }, shared, changeable, definition }];
}

/** The standard reports over modules that the asker can run. */
export function listStandard(ctx: Context): Promise<ReportHead[]> {
  return readInOrg(ctx.orgId, async (tx) => {
    const found: ReportHead[] = [];
    for (const { apiName } of await viewable(tx, ctx)) {
      const of = await countableModule(tx, ctx, apiName);
      for (const { module, definition, ...head } of STANDARD) {
        if (module === apiName && isRunnable(of, definition, ctx.timeZone)) found.push(head);
      }
      if (apiName === CONVERSION_MODULE) found.push(conversionHead);
      for (const spec of wholeOf(apiName)) if (wholeReport(ctx, of, spec.key)) found.push(wholeHead(spec));
    }
    return found;
  });
}

function isRunnable(of: Countable, definition: ReportRow['definition'], timeZone: string): boolean {
  try {
    return readReport(of, definition, timeZone).definition === definition;
  } catch (error) {
    // A field of it is protected, hidden or gone: there is no such report for the asker.
    if (error instanceof CareledgerError) return false;
    throw error;
  }
}

export interface Builder {
  /** All modules that the asker may view, and the one that is counted. */
  modules: { apiName: string; plural: string }[];
  module: { apiName: string; plural: string };
  fields: readonly ListField[];
  groups: { path: string; label: string; kind: GroupKind }[];
  measures: { name: string; label: string; kinds: MeasureKind[] }[];
  users: { value: Id; label: string }[];
  mayShare: boolean;
}

/** What a report over a module can be made of. Without a name: over the first that the asker may view. @throws not_found; forbidden */
export function getBuilder(ctx: Context, moduleName: string | null): Promise<Builder> {
  return readInOrg(ctx.orgId, async (tx) => {
    const modules = (await viewable(tx, ctx)).map(({ apiName, plural }) => ({ apiName, plural }));
    const [first] = modules;
    const of = await countableModule(tx, ctx, moduleName ?? first?.apiName ?? 'Contacts');
    const { apiName, plural } = of.module;
    return {
      modules,
      module: { apiName, plural },
      fields: of.fields,
      groups: groupFields(of).map(({ path, label, kind }) => ({ path, label, kind })),
      measures: measureFields(of).map((field) => ({
        name: field.apiName,
        label: field.label,
        kinds: measuresOf(field),
      })),
      users: await activeUsers(tx),
      mayShare: mayShare(ctx),
    };
  });
}
