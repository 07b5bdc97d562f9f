import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { ComplianceSettings } from '@/lib/protection/compliance/doors';
import { assertInForce } from '@/lib/protection/integrity/emergency';
import { appendEntries } from '@/lib/protection/ledger/append';
import { type LastReveal, lastReveals } from './last-reveals';
import { isProtected } from './list-fields';
import { activeUsers, namesFor, type RecordNames } from './names';
import { type RecordDto, showRecords } from './serialize';
import { findVisibleRow } from './visible-row';

export interface RecordPage {
  module: ModuleDefinition;
  compliance: ComplianceSettings;
  record: RecordDto;
  names: RecordNames;
  users: { value: Id; label: string }[];
  reveals: Record<string, LastReveal>;
  /** Whether the asker may change this record. */
  changeable: boolean;
}

/** One record as the screen shows it. @throws forbidden; not_found. */
export function getRecord(ctx: Context, moduleName: string, id: Id): Promise<RecordPage> {
  return readInOrg(ctx.orgId, async (tx) => {
    if (ctx.emergency) await assertInForce(tx, ctx, ctx.emergency);
    const metadata = await metadataFor(tx, ctx);
    const module = getModule(metadata, moduleName);
    assertModuleRight(ctx, module, 'view');
    const row = isId(id) ? await findVisibleRow(tx, ctx, module, id) : undefined;
    if (!row) throw notFound('The record');
    const records = await showRecords(tx, ctx, { module, rows: [row], fields: module.fields, look: 'envelope' });
    const [names, users, reveals] = await Promise.all([
      namesFor(tx, ctx, records, module.fields),
      activeUsers(tx),
      lastReveals(tx, id),
    ]);
    await recordView(tx, ctx, module, id);
    const { compliance } = metadata;
    const record = records[0] as RecordDto;
    return { module, compliance, record, names, users, reveals, changeable: row.changeable };
  });
}

/**
 * Opening a record that holds health data is an event, though its values are masked: who looked at whom is PHI's trail. So
 * is one with sealed values that are not marked: they are opened for the page.
 */
export async function recordView(tx: Tx, ctx: Context, module: ModuleDefinition, recordId: Id): Promise<void> {
  const fields = module.fields.filter(isProtected).map((field) => field.apiName);
  if (fields.length === 0) return;
  const entry = { action: 'record.view', module: module.apiName, recordId, door: 'screen', fields } as const;
  await appendEntries(tx, ctx, [entry], await keysOf(tx));
}
