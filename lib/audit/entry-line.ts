/** An entry as the screen shows it. */
import type { Door } from '../compliance/doors';
import type { PURPOSES } from '../compliance/purposes';
import type { Id } from '../ids';
import type { ActionGroup } from '../ledger/action-groups';
import { groupOf } from '../ledger/action-groups';
import { ACTIONS, type LedgerAction } from '../ledger/actions';
import { factsInWords } from '../ledger/facts-text';
import type { LedgerRow } from '../ledger/queries';
import type { OrgMetadata } from '../modules/definition';

export interface EntryLine {
  id: Id;
  /** ISO time. */
  at: string;
  who: { id: Id; name: string; kind: 'user' | 'system' | 'client' };
  action: LedgerAction;
  group: ActionGroup;
  /** "Changed a record". */
  what: string;
  outcome: 'done' | 'refused';
  /** `label` is the API name when the module is gone. */
  module: { apiName: string; label: string } | null;
  recordId: Id | null;
  subjectId: Id | null;
  /** Labels, or API names of fields that are gone. */
  fields: string[];
  /** Facts in words; may be empty. */
  facts: string;
  purpose: keyof typeof PURPOSES | null;
  door: Door | null;
  ip: string | null;
  requestId: string;
  /** Whether there are old and new values, or a note, to be opened. */
  hasDetail: boolean;
}

export function toEntryLine(row: LedgerRow, metadata: OrgMetadata): EntryLine {
  const action = row.action as LedgerAction;
  const module = metadata.modules.find(({ apiName }) => apiName === row.module);
  const labelOf = (name: string) => module?.fields.find(({ apiName }) => apiName === name)?.label ?? name;
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: { id: row.actorId, name: row.actorName, kind: row.actorKind },
    action,
    group: groupOf(action),
    what: ACTIONS[action] ?? row.action,
    outcome: row.outcome,
    module: row.module === null ? null : { apiName: row.module, label: module?.plural ?? row.module },
    recordId: row.recordId,
    subjectId: row.subjectId,
    fields: row.fields.map(labelOf),
    facts: factsInWords(row.facts),
    purpose: row.purpose as EntryLine['purpose'],
    door: row.door as Door | null,
    ip: row.ip,
    requestId: row.requestId,
    hasDetail: row.sealedDetail !== null,
  };
}
