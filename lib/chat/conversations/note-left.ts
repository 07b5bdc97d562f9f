import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Exit } from '@/lib/protection/accounting/exits';
import { type Disclosure, noteDisclosures } from '@/lib/protection/accounting/note';

interface Left extends Pick<Disclosure, 'subjectId'> {
  exit: Exit;
  conversationId: Id;
  /** `PARTS`; none where it is what was said. */
  fields: readonly string[];
}

/**
 * The line of the accounting of what somebody takes out of a conversation, in which every word counts as health data: an
 * operator for operations, as with a file of a record; a program for what it reads for; the visitor at their own request.
 */
export function noteLeft(tx: Tx, ctx: Context, left: Left): Promise<void> {
  const { kind } = ctx.actor;
  if (kind === 'visitor') {
    return noteDisclosures(tx, ctx, [{ ...left, recipient: 'The visitor', address: '', purpose: 'patient_request' }]);
  }
  return noteDisclosures(tx, ctx, [kind === 'client' ? left : { ...left, purpose: 'operations' }]);
}
