/** How long closed conversations are kept: what a number of days would remove, and setting it. */
import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { updateChatSettings } from './settings';
import { chatSettingsSchema } from './settings-schema';

export const countAgedSchema = chatSettingsSchema.pick({ retentionDays: true });
export const retentionSchema = chatSettingsSchema.pick({ retentionDays: true }).extend({
  /** As `confirmationOf`, required when conversations are removed that are kept as it is. */
  confirmation: z.string().max(100).optional(),
});

export interface Aged {
  /** Closed conversations that are too old: the next run removes them for good. */
  count: number;
  /** When the oldest and the youngest of them were closed. */
  oldest: string | null;
  youngest: string | null;
  /** What must be typed to confirm. */
  confirmText: string;
}

/** What a retention of so many days would remove now; 0 removes nothing. @throws forbidden; invalid */
export async function countAged(ctx: Context, input: z.input<typeof countAgedSchema>): Promise<Aged> {
  const { retentionDays } = readInput(countAgedSchema, input);
  assertOrgRight(ctx, 'manageChat');
  return inOrg(ctx.orgId, (tx) => aged(tx, retentionDays));
}

/**
 * Sets the age. In force at the next run, which is within a day. A shorter age deletes, so it takes that right as well.
 * @throws forbidden; invalid, also when it removes conversations and that is not confirmed
 */
export async function updateRetention(ctx: Context, input: z.input<typeof retentionSchema>): Promise<void> {
  const { retentionDays, confirmation } = readInput(retentionSchema, input);
  await updateChatSettings(ctx, { retentionDays }, async (tx, before) => {
    const isShorter = retentionDays > 0 && (before.retentionDays === 0 || retentionDays < before.retentionDays);
    if (!isShorter) return;
    assertOrgRight(ctx, 'deleteConversations');
    if (confirmation?.trim() === confirmationOf(retentionDays)) return;
    if ((await aged(tx, retentionDays)).count === 0) return;
    const words = `Type ${confirmationOf(retentionDays)} to confirm.`;
    throw invalid(words, { reason: 'CONFIRM', fields: { confirmation: words } });
  });
}

/** Of the days alone: the count grows by the clock while one types. */
const confirmationOf = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

async function aged(tx: Tx, days: number): Promise<Aged> {
  const confirmText = confirmationOf(days);
  if (days === 0) return { count: 0, oldest: null, youngest: null, confirmText };
  const [row] = await tx.sql<Omit<Aged, 'confirmText'>[]>`
    select count(*)::int as count, min(closed_at) as oldest, max(closed_at) as youngest from chat_conversations
    where org_id = ${tx.orgId} and status = 'closed' and deleted_at is null
      and closed_at <= now() - make_interval(days => ${days})`;
  return { count: row?.count ?? 0, oldest: row?.oldest ?? null, youngest: row?.youngest ?? null, confirmText };
}
