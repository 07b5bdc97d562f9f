/** The lines of an org's accounting of disclosures, as they are kept. */
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from './database';

export interface KeptLine {
  exit: string;
  recipient: string;
  address: string;
  purpose: string;
  fields: string[];
  conversationId: Id | null;
  actorId: Id;
  recordIds: Id[];
}

/** The oldest first. */
export async function linesOfOrg(orgId: Id): Promise<KeptLine[]> {
  return ownerSql()<KeptLine[]>`
    select exit, recipient, address, purpose, array(select f from unnest(fields) f order by f) as fields,
      conversation_id as "conversationId", actor_id as "actorId",
      array(select r.record_id::text from disclosure_records r where r.org_id = d.org_id and r.disclosure_id = d.id)
        as "recordIds"
    from disclosures d where org_id = ${orgId} order by id`;
}
