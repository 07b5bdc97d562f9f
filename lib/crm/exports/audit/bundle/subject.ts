import type { Context } from '@/lib/platform/context';
import type { LedgerFilter } from '@/lib/protection/ledger/filter';
import type { Subject, SubjectKind } from '@/lib/protection/ledger/map/subjects';
import { seesWholeLedger } from '@/lib/protection/ledger/sight';

const KINDS: Partial<Record<keyof LedgerFilter, SubjectKind>> = {
  recordId: 'record',
  actorId: 'person',
};

/**
 * The one record, conversation or person that a filter is about and nothing else, of which it can be proven that no entry is left
 * out. Null for whoever does not read the whole log: that there is more would tell them how much.
 * @param group only live chat, of which a subject is a conversation
 */
export function subjectOf(ctx: Context, asked: LedgerFilter, group: 'chat' | undefined): Subject | null {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const [only] = given;
  if (given.length !== 1 || !only || !seesWholeLedger(ctx)) return null;
  const [name, id] = only;
  const kind = group ? undefined : KINDS[name as keyof LedgerFilter];
  if (kind) return { kind, id: String(id) };
  return group && name === 'subjectId' ? { kind: 'conversation', id: String(id) } : null;
}
