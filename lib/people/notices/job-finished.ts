import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { notify } from './notify';

interface FinishedJob {
  id: Id;
  what: 'import' | 'export' | 'subject';
  /** Where its page is of a module. */
  module?: string;
  rows?: number;
}

/** Tells whoever started a job that it is finished, in the transaction that finishes it. A program asks by itself. */
export async function tellFinished(tx: Tx, { actor }: Context, { id, what, module, rows }: FinishedJob): Promise<void> {
  if (actor.kind !== 'user') return;
  const facts = { what, ...(rows !== undefined && { rows }) };
  await notify(tx, { userIds: [actor.id] }, { kind: 'job.finished', subjectId: id, facts, ...(module && { module }) });
}
