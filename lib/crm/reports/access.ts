import { getModuleById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { ReportDefinition } from '@/lib/platform/report-kinds';

export interface ReportRow {
  id: Id;
  module_id: Id;
  owner_id: Id;
  name: string;
  folder: string;
  shared: boolean;
  definition: ReportDefinition;
}

export const mayShare = (ctx: Context): boolean => canInOrg(ctx.rights, 'manageModules');

/** Sharing shows a report to everybody who sees its module; each is shown figures of their own. @throws forbidden */
export function assertMayShare(ctx: Context): void {
  if (!mayShare(ctx)) throw forbidden('Your profile may not share reports.');
}

export const isChangeable = (ctx: Context, row: Pick<ReportRow, 'owner_id' | 'shared'>): boolean =>
  row.owner_id === ctx.actor.id || (row.shared && mayShare(ctx));

/**
 * A report that the asker may change, locked: their own, or a shared one if they may share.
 * @throws not_found for another person's private report; forbidden for a shared one.
 */
export async function lockReport(
  tx: Tx,
  ctx: Context,
  id: Id,
): Promise<{ report: ReportRow; module: ModuleDefinition }> {
  const [report] = await tx.sql<ReportRow[]>`
    select id, module_id, owner_id, name, folder, shared, definition from reports
    where org_id = ${tx.orgId} and id = ${id} and (shared or owner_id = ${ctx.actor.id}) for update`;
  if (!report) throw notFound('The report');
  const module = getModuleById(await metadataFor(tx, ctx), report.module_id);
  assertModuleRight(ctx, module, 'view');
  if (report.owner_id !== ctx.actor.id) assertMayShare(ctx);
  return { report, module };
}

/** Says in words that the name is taken. */
export async function withFreeName<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.facts.constraint !== 'reports_name') throw error;
    const message = 'You have a report of this name already.';
    throw conflict(message, { fields: { name: message } });
  }
}
