import type { Tx } from '@/lib/platform/db/transaction';

/** What went through a door in the last 30 days, and when something last did. Counts and times, no values. */
export interface DoorUse {
  times: number;
  /** ISO 8601; null: never, as far back as it is kept. */
  lastAt: string | null;
}

/** Of the doors that are no app's and count what goes through them. */
export type CountedDoor = 'export' | 'api' | 'visitor';

/** Exports of records, calls by programs, chats that visitors began. */
export async function doorUse(tx: Tx): Promise<Record<CountedDoor, DoorUse>> {
  const rows = await tx.sql<(DoorUse & { door: CountedDoor })[]>`
    select 'export' as door, count(*) filter (where finished_at > now() - interval '30 days')::int as times,
      to_json(max(finished_at)) #>> '{}' as "lastAt"
    from jobs where org_id = ${tx.orgId} and kind in ('export', 'subject_export') and status = 'done'
    union all
    select 'api', coalesce(sum(calls) filter (where hour > now() - interval '30 days'), 0)::int,
      to_json((select max(last_used_at) from api_client_use where org_id = ${tx.orgId})) #>> '{}'
    from api_calls where org_id = ${tx.orgId}
    union all
    select 'visitor', count(*) filter (where started_at > now() - interval '30 days')::int,
      to_json(max(started_at)) #>> '{}'
    from chat_conversations where org_id = ${tx.orgId}`;
  const of = (door: CountedDoor): DoorUse => {
    const { times = 0, lastAt = null } = rows.find((row) => row.door === door) ?? {};
    return { times, lastAt };
  };
  return { export: of('export'), api: of('api'), visitor: of('visitor') };
}
