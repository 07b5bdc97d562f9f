import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Act } from '../connections/connection';

/** A change that was taken to be sent now. */
export interface Taken {
  id: Id;
  moduleId: Id;
  /** Its API name. */
  module: string;
  recordId: Id;
  act: Act;
  /** With this one. */
  tries: number;
  /** ISO time of the change. */
  createdAt: string;
  /** API names of the marked fields that an earlier try told of, which may have arrived; null: there was none. */
  sentFields: string[] | null;
}

export interface Taking {
  /** The number under which this process is known to live. */
  worker: number;
  /** How many are sent side by side, and so read at one moment: what the rule forbids a moment later has left already or stays. */
  atOnce: number;
}

/**
 * Takes what is due of a connection, in the order of the changes. Of a record only the first that is open: the next waits
 * until that one is settled. What another worker, or a change that is not there yet, has locked is left. Asked row by row
 * (a subquery with a limit is no join), it looks at as many as it takes, however many wait. When one is due is kept to the
 * millisecond, rounded up as well as down.
 */
export async function takeDue(tx: Tx, connectionId: Id, { worker, atOnce }: Taking): Promise<Taken[]> {
  const taken = await tx.sql<Taken[]>`
    with due as materialized (
      select d.id from app_deliveries d
      where d.org_id = ${tx.orgId} and d.connection_id = ${connectionId} and d.state = 'waiting'
        and d.due_at <= now() + interval '1 millisecond'
        and d.id = (
          select e.id from app_deliveries e
          where e.org_id = d.org_id and e.connection_id = d.connection_id and e.record_id = d.record_id
            and e.state in ('waiting', 'sending')
          order by e.id limit 1)
      order by d.id limit ${atOnce} for update skip locked)
    update app_deliveries d set state = 'sending', taken_by = ${worker}, tries = d.tries + 1
    from due, modules m where d.org_id = ${tx.orgId} and d.id = due.id and m.org_id = d.org_id and m.id = d.module_id
    returning d.id, d.module_id as "moduleId", m.api_name as module, d.record_id as "recordId", d.act, d.tries,
      to_json(d.created_at) #>> '{}' as "createdAt", d.sent_fields as "sentFields"`;
  return [...taken].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}
