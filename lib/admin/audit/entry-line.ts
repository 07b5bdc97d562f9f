/** An entry as the screen shows it. */

import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { hiddenIn } from '@/lib/crm/modules/seen';
import { canInModule, type ProfileRights } from '@/lib/people/rights';
import type { Id } from '@/lib/platform/ids';
import type { Door } from '@/lib/protection/compliance/doors';
import type { PURPOSES } from '@/lib/protection/compliance/purposes';
import type { ActionGroup } from '@/lib/protection/ledger/action-groups';
import { groupOf } from '@/lib/protection/ledger/action-groups';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { chatIdsOf } from '@/lib/protection/ledger/chat-ids';
import { factsInWords } from '@/lib/protection/ledger/facts-text';
import type { LedgerRow } from '@/lib/protection/ledger/queries';
import { EXPIRED_WORDS, NOT_KEPT } from '@/lib/protection/ledger/retention/kinds';
import { sentenceOf } from '@/lib/protection/ledger/sentence';

export interface EntryLine {
  id: Id;
  /** ISO time. */
  at: string;
  who: { id: Id; name: string; kind: 'user' | 'system' | 'client' | 'visitor' };
  action: LedgerAction;
  group: ActionGroup;
  /** "Changed a record", "Tried to change a record". */
  what: string;
  outcome: 'done' | 'refused';
  /** `label` is the API name when the module is gone; `mayOpen`: the asker may look at its records. */
  module: { apiName: string; label: string; mayOpen: boolean } | null;
  recordId: Id | null;
  subjectId: Id | null;
  /** Of an act in live chat: the conversation and the visit it was about. */
  chat: { conversationId: Id | null; visitId: Id | null } | null;
  /** Labels, or API names of fields that are gone; without those that the asker's profile hides. */
  fields: string[];
  /** Facts in words; may be empty. */
  facts: string;
  purpose: keyof typeof PURPOSES | null;
  door: Door | null;
  ip: string | null;
  requestId: string;
  /** Its body has expired: who, with what and why is not kept any more. */
  isExpired: boolean;
  /** Whether there are old and new values, or a note, to be opened. */
  hasDetail: boolean;
}

export function toEntryLine(row: LedgerRow, metadata: OrgMetadata, rights: ProfileRights): EntryLine {
  const action = row.action as LedgerAction;
  const module = metadata.modules.find(({ apiName }) => apiName === row.module);
  const hidden = new Set(module ? hiddenIn(module).map(({ apiName }) => apiName) : []);
  const labelOf = (name: string) => module?.fields.find(({ apiName }) => apiName === name)?.label ?? name;
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: { id: row.actorId, name: row.actorName || NOT_KEPT, kind: row.actorKind },
    action,
    group: groupOf(action),
    what: sentenceOf(action, row.outcome),
    outcome: row.outcome,
    module:
      row.module === null
        ? null
        : {
            apiName: row.module,
            label: module?.plural ?? row.module,
            mayOpen: module !== undefined && canInModule(rights, row.module, 'view'),
          },
    recordId: row.recordId,
    subjectId: row.subjectId,
    chat: groupOf(action) === 'chat' ? chatIdsOf(row) : null,
    fields: row.fields.filter((name) => !hidden.has(name)).map(labelOf),
    facts:
      row.expiredBy !== null ? EXPIRED_WORDS : factsInWords(row.facts, groupOf(action) === 'chat' ? ['visitId'] : []),
    purpose: row.purpose as EntryLine['purpose'],
    door: row.door as Door | null,
    ip: row.ip,
    requestId: row.requestId,
    isExpired: row.expiredBy !== null,
    hasDetail: row.sealedDetail !== null,
  };
}
