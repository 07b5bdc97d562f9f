import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/factories';

export interface Event {
  action: string;
  outcome: string;
  module: string | null;
  fields: string[];
  facts: string;
}

/** The events about a subject, or without one, of one person if named, oldest first. */
export function eventsOf(org: TestOrg, subjectId: Id | null, of?: Context): Promise<Event[]> {
  return inOrg(org.orgId, async (tx) => [
    ...(await tx.sql<Event[]>`
      select action, outcome, module, fields, facts from ledger_entries
      where org_id = ${tx.orgId} and subject_id is not distinct from ${subjectId}::bigint
        and (${of?.actor.id ?? null}::bigint is null or actor_id = ${of?.actor.id ?? null}::bigint)
      order by id`),
  ]);
}
