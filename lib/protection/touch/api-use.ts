/** Writes without an event: the counters of API use, and nothing else. */
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** What one process counted of API clients since it last wrote it down. */
export interface ApiUse {
  clients: { clientId: Id; windowStart: string; windowCalls: number; lastUsedAt: string }[];
  calls: { clientId: Id; hour: string; calls: number; errors: number }[];
  /** Names of fields, never values. */
  fields: { clientId: Id; module: string; field: string; day: string; reads: number }[];
}

/** Adds to an org's counters of API use. In the order of their keys, so that two processes never wait in a circle. */
export async function touchApiUse(orgId: Id, use: ApiUse): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await Promise.all([
      sql`
        insert into api_client_use as u (org_id, client_id, window_start, window_calls, last_used_at)
        select ${orgId}, n."clientId", n."windowStart", n."windowCalls", n."lastUsedAt"
        from jsonb_to_recordset(${JSON.stringify(use.clients)}::jsonb) as n (
          "clientId" bigint, "windowStart" timestamptz, "windowCalls" int, "lastUsedAt" timestamptz)
        order by n."clientId"
        on conflict (org_id, client_id) do update set
          window_calls = excluded.window_calls
            + case when u.window_start = excluded.window_start then u.window_calls else 0 end,
          window_start = excluded.window_start,
          last_used_at = greatest(u.last_used_at, excluded.last_used_at)
        where u.window_start <= excluded.window_start`,
      sql`
        insert into api_calls as c (org_id, client_id, hour, calls, errors)
        select ${orgId}, n."clientId", n.hour, n.calls, n.errors
        from jsonb_to_recordset(${JSON.stringify(use.calls)}::jsonb) as n (
          "clientId" bigint, hour timestamptz, calls int, errors int)
        order by n."clientId", n.hour
        on conflict (org_id, client_id, hour) do update set
          calls = c.calls + excluded.calls, errors = c.errors + excluded.errors`,
      sql`
        insert into api_field_reads as r (org_id, module, field, day, client_id, reads)
        select ${orgId}, n.module, n.field, n.day, n."clientId", n.reads
        from jsonb_to_recordset(${JSON.stringify(use.fields)}::jsonb) as n (
          "clientId" bigint, module text, field text, day date, reads int)
        order by n.module, n.field, n.day, n."clientId"
        on conflict (org_id, module, field, day, client_id) do update set reads = r.reads + excluded.reads`,
    ]);
  });
}

/** Forgets counters of API use from before a day (`YYYY-MM-DD`), and answers and walks kept for longer than they may be asked for. */
export async function forgetApiUse(orgId: Id, before: string): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await Promise.all([
      sql`delete from api_calls where org_id = ${orgId} and hour < ${before}::timestamptz`,
      sql`delete from api_field_reads where org_id = ${orgId} and day < ${before}::date`,
      sql`delete from api_answers where org_id = ${orgId} and created_at < now() - interval '24 hours'`,
      sql`delete from list_walks where org_id = ${orgId} and at < now() - interval '25 hours'`,
    ]);
  });
}
