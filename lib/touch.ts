/** Writes without an event, to the ephemeral columns and counters named here and to nothing else. */
import { seenMac } from '@/lib/auth/session-token';
import type { Context } from '@/lib/context';
import { type Tx, writeAlso, writeInOrg } from '@/lib/db/transaction';
import type { Id } from '@/lib/ids';
import { keysOf } from '@/lib/org-keys';

/** How exactly `last_seen_at` is kept: one write a minute at most. */
const TOUCH_EVERY_MS = 60_000;

/** Notes that a session was used. */
export async function touchSession(ctx: Context, lastSeenMs: number, nowMs: number = Date.now()): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId === null || nowMs - lastSeenMs < TOUCH_EVERY_MS) return;
  const at = new Date(nowMs).toISOString();
  await writeInOrg(ctx.orgId, 'touch', async (tx) => {
    const mac = seenMac(await keysOf(tx), sessionId, nowMs);
    await tx.sql`
      update sessions set last_seen_at = ${at}::timestamptz, seen_mac = ${mac}
      where org_id = ${ctx.orgId} and id = ${sessionId} and ended_at is null and last_seen_at < ${at}::timestamptz`;
  });
}

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

/** A write of an API client that may be sent again, by hashes of its key and of what it asks. */
export interface ApiRequestKey {
  orgId: Id;
  clientId: Id;
  keyHash: Buffer;
}

export interface KeptApiAnswer {
  requestHash: Buffer;
  /** Null while the first of them runs, and for good when its process died. */
  status: number | null;
  body: string | null;
}

/** Takes a key for the first request that names it. @returns null when taken; else what stands for the key since then. */
export async function claimApiRequest(
  { orgId, clientId, keyHash }: ApiRequestKey,
  requestHash: Buffer,
  at: Date,
): Promise<KeptApiAnswer | null> {
  return writeInOrg(orgId, 'touch', async ({ sql }) => {
    const claimed = await sql`
      insert into api_answers as a (org_id, client_id, key_hash, request_hash, created_at)
      values (${orgId}, ${clientId}, ${keyHash}, ${requestHash}, ${at.toISOString()}::timestamptz)
      on conflict (org_id, client_id, key_hash) do update
        set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, body = null
        where a.created_at <= excluded.created_at - interval '24 hours'
      returning 1`;
    if (claimed.length > 0) return null;
    const [kept] = await sql<KeptApiAnswer[]>`
      select request_hash as "requestHash", status, body from api_answers
      where org_id = ${orgId} and client_id = ${clientId} and key_hash = ${keyHash}`;
    return kept ?? { requestHash, status: null, body: null };
  });
}

/**
 * Keeps the answer to a claimed request.
 * @param body ids and words of ours, never a value.
 * @param requestHash of a request that is known whole only at its end
 */
export async function keepApiAnswer(
  key: ApiRequestKey,
  status: number,
  body: string,
  requestHash: Buffer | null = null,
): Promise<void> {
  await writeInOrg(key.orgId, 'touch', async ({ sql }) => {
    await sql`
      update api_answers set status = ${status}, body = ${body},
        request_hash = coalesce(${requestHash}::bytea, request_hash)
      where org_id = ${key.orgId} and client_id = ${key.clientId} and key_hash = ${key.keyHash}`;
  });
}

/** Gives a key back when its request wrote nothing. */
export async function releaseApiRequest(key: ApiRequestKey): Promise<void> {
  await writeInOrg(key.orgId, 'touch', async ({ sql }) => {
    await sql`
      delete from api_answers
      where org_id = ${key.orgId} and client_id = ${key.clientId} and key_hash = ${key.keyHash} and status is null`;
  });
}

/** Keeps which records a page of a walk held, in the transaction that read them. Read again, the page is another. */
export async function keepGiven(tx: Tx, walkId: Id, page: number, given: readonly Id[]): Promise<void> {
  await writeAlso(tx, 'touch');
  await tx.sql`
    insert into list_walks (org_id, walk_id, page, given)
    values (${tx.orgId}, ${walkId}, ${page}, ${given as string[]}::bigint[])
    on conflict (org_id, walk_id, page) do update set given = excluded.given, at = excluded.at`;
}

/** Notes that an operator's console is open: one that was not seen for a while counts as away. */
export async function touchOperator(ctx: Context): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async ({ sql }) => {
    await sql`update chat_operators set seen_at = now() where org_id = ${ctx.orgId} and user_id = ${ctx.actor.id}`;
  });
}

/** Notes how far an operator has read a conversation they opened. */
export async function touchReader(ctx: Context, conversationId: Id, seq: number): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async ({ sql }) => {
    await sql`
      update chat_readers set seen_seq = greatest(seen_seq, ${seq})
      where org_id = ${ctx.orgId} and conversation_id = ${conversationId} and user_id = ${ctx.actor.id}`;
  });
}

/** So many calls are kept for a brand: the list is for people to read. */
const MOST_UNKNOWN_CALLS = 100;

/** Counts calls that a brand's sites make and the widget does not have. @param paths names, sorted, each once */
export async function touchUnknownCalls(orgId: Id, brandId: Id, paths: readonly string[]): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`
      with kept as (
        update chat_unknown_calls set visits = least(visits + 1, 1000000), last_seen_at = now()
        where org_id = ${orgId} and brand_id = ${brandId} and path = any(${[...paths]}::text[])
        returning path
      )
      insert into chat_unknown_calls as c (org_id, brand_id, path, visits, first_seen_at, last_seen_at)
      select ${orgId}, ${brandId}, n.path, 1, now(), now() from unnest(${[...paths]}::text[]) as n (path)
      where n.path not in (select path from kept)
      order by n.path
      limit greatest(0, ${MOST_UNKNOWN_CALLS} - (
        select count(*) from chat_unknown_calls where org_id = ${orgId} and brand_id = ${brandId}))
      on conflict (org_id, brand_id, path) do update set visits = c.visits + 1, last_seen_at = excluded.last_seen_at`;
  });
}

/** Notes that the asker has read some of their notices, or all of them. */
export async function touchNotices(ctx: Context, ids: readonly Id[] | null): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async ({ sql }) => {
    await sql`
      update notices set read_at = now()
      where org_id = ${ctx.orgId} and user_id = ${ctx.actor.id} and read_at is null
        and (${ids === null} or id = any(${(ids ?? []) as Id[]}::bigint[]))`;
  });
}

/** Forgets notices that are older than anybody asks for (`before`: ISO time); the ledger keeps the acts. */
export async function forgetNotices(orgId: Id, before: string): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`delete from notices where org_id = ${orgId} and at < ${before}::timestamptz`;
  });
}

/** Notes that a visitor's proof of work was used; those that ended by themselves go. @returns whether it was the first time. */
export async function touchSpentProof(orgId: Id, token: Buffer, expiresAt: Date): Promise<boolean> {
  return writeInOrg(orgId, 'touch', async ({ sql }) => {
    const [used] = await sql`
      insert into chat_spent_proofs (org_id, token, expires_at)
      values (${orgId}, ${token}, ${expiresAt.toISOString()}::timestamptz)
      on conflict (org_id, token) do nothing returning 1`;
    await sql`delete from chat_spent_proofs where org_id = ${orgId} and expires_at < now() - interval '1 minute'`;
    return used !== undefined;
  });
}

/** Notes that a brand's widget was seen on a site. */
export async function touchSite(orgId: Id, brandId: Id, site: string): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`
      insert into chat_sites (org_id, brand_id, site, last_seen_at) values (${orgId}, ${brandId}, ${site}, now())
      on conflict (org_id, brand_id, site) do update set last_seen_at = excluded.last_seen_at`;
  });
}

/** Conversations of a visitor that go on, for whoever has to be told. */
interface OpenOfVisitor {
  conversationId: Id;
  seq: number;
}

type TellOf = (tx: Tx, changed: readonly OpenOfVisitor[]) => Promise<unknown>[];

const openOf = (tx: Tx, visitorIds: readonly Id[]) =>
  tx.sql<OpenOfVisitor[]>`
    select id as "conversationId", seq from chat_conversations
    where org_id = ${tx.orgId} and visitor_id = any(${[...visitorIds]}::bigint[]) and status <> 'closed'
      and deleted_at is null`;

/** Notes that a visitor's page is open. @param tellOf called where it was not. */
export async function touchVisitor(orgId: Id, visitorId: Id, tellOf: TellOf): Promise<void> {
  await writeInOrg(orgId, 'touch', async (tx) => {
    const [before] = await tx.sql<{ leftAt: string | null }[]>`
      select left_at as "leftAt" from chat_visitors where org_id = ${orgId} and id = ${visitorId} for update`;
    if (!before) return;
    await tx.sql`
      update chat_visitors set last_seen_at = now(), left_at = null where org_id = ${orgId} and id = ${visitorId}`;
    if (before.leftAt !== null) await Promise.all(tellOf(tx, await openOf(tx, [visitorId])));
  });
}

/** Notes that a visitor's last page was closed at a time, unless one was seen since. */
export async function touchVisitorLeft(orgId: Id, visitorId: Id, at: Date, tellOf: TellOf): Promise<void> {
  await writeInOrg(orgId, 'touch', async (tx) => {
    const gone = await tx.sql`
      update chat_visitors set left_at = ${at.toISOString()}::timestamptz
      where org_id = ${orgId} and id = ${visitorId} and left_at is null
        and last_seen_at <= ${at.toISOString()}::timestamptz returning 1`;
    if (gone.length > 0) await Promise.all(tellOf(tx, await openOf(tx, [visitorId])));
  });
}

/** Notes as gone the visitors of conversations that go on whose page nobody has seen for two minutes. */
export async function touchSilentVisitors(orgId: Id, tellOf: TellOf): Promise<void> {
  await writeInOrg(orgId, 'touch', async (tx) => {
    const gone = await tx.sql<{ id: Id }[]>`
      update chat_visitors v set left_at = v.last_seen_at
      where v.org_id = ${orgId} and v.left_at is null and v.last_seen_at < now() - interval '2 minutes'
        and exists (
          select 1 from chat_conversations c
          where c.org_id = v.org_id and c.visitor_id = v.id and c.status <> 'closed' and c.deleted_at is null)
      returning v.id`;
    if (gone.length === 0) return;
    await Promise.all(
      tellOf(
        tx,
        await openOf(
          tx,
          gone.map(({ id }) => id),
        ),
      ),
    );
  });
}
