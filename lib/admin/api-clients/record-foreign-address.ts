import type { Context } from '@/lib/platform/context';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { recordRefusal } from '@/lib/protection/mutate';

const ONCE_IN_MS = 60_000;
const lastRecorded = once('admin/api-clients/record-foreign-address', () => new Map<Id, number>());

/**
 * A good token from an address it may not come from looks stolen, so it is an event: one a minute and client, lest
 * whoever has it fills the ledger.
 */
export async function recordForeignAddress(
  ctx: Context,
  clientId: Id,
  nowMs: number,
  reason = 'ADDRESS_NOT_ALLOWED',
): Promise<void> {
  if (nowMs - (lastRecorded.get(clientId) ?? 0) < ONCE_IN_MS) return;
  lastRecorded.set(clientId, nowMs);
  const refusal = forbidden('This API client may not call from this address, or not now.', { reason });
  await recordRefusal(ctx, { action: 'access.refuse', subjectId: clientId }, refusal);
}
