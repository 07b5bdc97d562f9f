import { useState } from 'react';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import type { Id } from '@/lib/platform/ids';

/** Entries chosen on a page, for an extract: of one conversation, or it cannot be made. */
export function useChosen(lines: readonly EntryLine[]) {
  const [ids, setIds] = useState<ReadonlySet<Id>>(new Set());
  // What is no longer on the page is chosen no more.
  const chosen = lines.filter(({ id }) => ids.has(id));
  const conversations = new Set(chosen.map(({ chat }) => chat?.conversationId ?? null));
  const [only] = conversations;
  function toggle(id: Id) {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    setIds(next);
  }
  return {
    ids: new Set(chosen.map(({ id }) => id)) as ReadonlySet<Id>,
    /** The one conversation they are of. */
    conversationId: conversations.size === 1 ? (only ?? null) : null,
    isMixed: conversations.size > 1,
    toggle,
    clear: () => setIds(new Set()),
  };
}
