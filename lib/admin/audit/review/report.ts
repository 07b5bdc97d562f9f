/**
 * That the review took place, for a month (45 CFR 164.308(a)(1)(ii)(D), 164.316(b)(1)(ii)). Guarantees: what was found is
 * counted by the ledger's own entries, and what of it is gone from the desk, or says else there, is told; the last sign-off that an
 * entry says counts, be its row there or not, and no other does; up to where was looked is told; looking is an event; lines about the asker's own acts are left out, and counted.
 * Does not: notice another name of a person on the desk (entries have ids), nor prove the entries themselves. Each is named with its leaf, and the checkpoint that covers it: the verifier does.
 */

import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { readSetting } from '@/lib/protection/integrity/setting';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { mutate } from '@/lib/protection/mutate';
import { readPosition } from './position';
import { type ReportLine, sumsOf, toLine } from './report-lines';
import { type Month, readMonth } from './report-month';
import { type ReportRequest, reportSchema } from './schemas';
import { reviewSettingsOf } from './settings-of';

export interface ReviewReport extends Omit<Month, 'items'> {
  organisation: string;
  /** `2026-11`, UTC. */
  month: string;
  /** ISO time. */
  madeAt: string;
  overdueDays: number;
  rules: { title: string; found: number; signed: number; open: number }[];
  lines: ReportLine[];
  /** Lines that are about the asker, and are shown to others. */
  aboutYou: number;
  found: number;
  signed: number;
  open: number;
  overdue: number;
  /** Signed off, after they had been overdue. */
  late: number;
  /** Up to which leaf the rules have looked; null: nowhere yet. `isKept`: as Careledger wrote it. */
  looked: { leaf: number; isKept: boolean } | null;
  /** The newest signed state of the audit log; null: none yet. */
  checkpoint: { size: number; root: string } | null;
}

/** @throws forbidden; invalid, naming the month */
export async function reviewReport(ctx: Context, input: ReportRequest): Promise<ReviewReport> {
  return reportBy(ctx, input, { action: 'review.report' });
}

export async function reportBy(
  ctx: Context,
  input: ReportRequest,
  { action, format }: { action: 'review.report' | 'review.download'; format?: string },
): Promise<ReviewReport> {
  const { month } = readInput(reportSchema, input);
  return mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    const value = await readReport(tx, ctx, month);
    const { found, signed, open, overdue } = value;
    const facts = { month, found, signed, open, overdue, ...(format && { format }) };
    return { value, entries: [{ action, facts }] };
  });
}

async function readReport(tx: Tx, ctx: Context, month: string): Promise<ReviewReport> {
  const now = clock.now();
  const [{ items, ...told }, { overdueDays }, head, looked, { orgName }] = await Promise.all([
    readMonth(tx, month),
    readSetting(tx, 'review').then(reviewSettingsOf),
    headOf(tx),
    readPosition(tx),
    metadataOf(tx),
  ]);
  const all = items.map((item) => toLine(item, { overdueDays, now }));
  const lines = all.filter(({ personId }) => personId !== ctx.actor.id);
  return {
    organisation: orgName,
    month,
    madeAt: now.toISOString(),
    overdueDays,
    ...sumsOf(all),
    lines,
    aboutYou: all.length - lines.length,
    ...told,
    looked,
    checkpoint: head && { size: head.size, root: head.root.toString('base64') },
  };
}
