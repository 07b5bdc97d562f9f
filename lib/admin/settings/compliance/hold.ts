/**
 * Taking protection away needs a second person or time. Marks, selected modules and closed doors go at once as far as
 * settings are concerned; what they protected stays protected until a compliance officer or a second administrator
 * confirms, or the delay ends. What is held names the approval that is to end it (`heldBy`), so that whatever is marked or
 * closed anew meanwhile is out of its reach.
 *
 * Guarantees: by their own word alone nobody sees or lets out what they unprotected before the delay has ended. Against: an
 * administrator who unmarks, reads and restores. Not against: two who agree, or a delay in which nobody reads notices.
 */
import { and, eq } from 'drizzle-orm';
import { getModule, type OrgMetadata } from '@/lib/crm/modules/definition';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import { settleRecords } from '@/lib/crm/records/seal-field';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import type { Context } from '@/lib/platform/context';
import { fields, modules } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { BudgetSettings } from '@/lib/protection/compliance/budgets';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { restoreHeld } from './restore-held';
import { settingsHeldBy, withoutSettings } from './setting-holds';
import { writeCompliance } from './stored';

/** What an approval is to end; names only. Kept with the approval. */
export type HoldFacts = {
  /** For whoever is to confirm. */
  words: string;
  /** HIPAA as a whole was switched off. */
  hipaaOff?: true;
  /** The shorter delay asked for. */
  holdHours?: number;
  /** The larger budgets asked for. */
  budgets?: BudgetSettings;
};

/** What happens when it is decided: see `lib/ways-in/jobs/approval-handlers.ts`. */
export const holdApproval: ApprovalHandler = {
  concurrency: 'alone',
  takeEffect: (tx, ctx, { id, facts }) => endHold(tx, ctx, id, facts as HoldFacts),
  stopped: (tx, ctx, { id, facts }) => restoreHeld(tx, ctx, id, { hipaaOff: facts.hipaaOff === true }),
};

/** Ends the protection that an approval stands for. @returns entries to append with those of the act. */
export async function endHold(
  tx: Tx,
  ctx: Context,
  approvalId: Id,
  { holdHours, budgets }: HoldFacts,
): Promise<NewEntry[]> {
  const before = await loadMetadata(tx);
  await tx.db
    .update(fields)
    .set({ heldBy: null })
    .where(and(eq(fields.orgId, tx.orgId), eq(fields.heldBy, approvalId)));
  await tx.db
    .update(modules)
    .set({ heldBy: null })
    .where(and(eq(modules.orgId, tx.orgId), eq(modules.heldBy, approvalId)));
  const settings = settingsHeldBy(before, approvalId);
  if (settings.length > 0) {
    await writeCompliance(tx, {
      settingHolds: withoutSettings(before.settingHolds, settings),
      ...(settings.includes('holdHours') && { holdHours }),
      ...(settings.includes('budgets') && { budgets }),
    });
  }
  return settleNames(tx, ctx, before, approvalId);
}

/** A record's name may show again what is no longer protected, unless it was encrypted. */
async function settleNames(tx: Tx, ctx: Context, before: OrgMetadata, approvalId: Id): Promise<NewEntry[]> {
  const after = await loadMetadata(tx);
  const entries: NewEntry[] = [];
  for (const module of before.modules) {
    const freed = module.fields.filter((field) => field.heldBy === approvalId && !field.sealed);
    if (!freed.some((field) => module.nameFields.includes(field.apiName))) continue;
    entries.push(...(await settleRecords(tx, ctx, getModule(after, module.apiName), [])).entries);
  }
  return entries;
}
