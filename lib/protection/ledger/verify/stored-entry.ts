/** An entry as PostgreSQL gives it. */
import type { Id } from '@/lib/platform/ids';
import type { Entry } from '../entry';

export interface StoredEntry {
  org_id: Id;
  id: Id;
  at: string;
  action: Entry['action'];
  outcome: Entry['outcome'];
  actor_kind: Entry['actorKind'];
  actor_id: Id;
  actor_name: string;
  request_id: string;
  ip: string | null;
  module: string | null;
  record_id: Id | null;
  subject_id: Id | null;
  door: Entry['door'];
  purpose: string | null;
  fields: string[];
  facts: string;
  sealed_detail: Buffer | null;
  salt: Buffer;
  leaf_hash: Buffer;
}

export function toEntry(row: StoredEntry): Entry {
  return {
    orgId: row.org_id,
    id: row.id,
    at: new Date(row.at),
    action: row.action,
    outcome: row.outcome,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    requestId: row.request_id,
    ip: row.ip,
    module: row.module,
    recordId: row.record_id,
    subjectId: row.subject_id,
    door: row.door,
    purpose: row.purpose,
    fields: row.fields,
    facts: row.facts,
    sealedDetail: row.sealed_detail,
    salt: row.salt,
  };
}
