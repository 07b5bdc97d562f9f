/**
 * What an administrator does to the stream of the ledger. Each act is an event, and officers are told: somebody else hears of
 * all that is done from here on.
 */
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { originOf } from '@/lib/protection/ledger/tree/signer';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { mutate, unchanged } from '@/lib/protection/mutate';
import {
  type Destination,
  destinationSchema,
  type NewDestination,
  openDestination,
  sealDestination,
  urlOf,
} from './destination';
import { problemOf, wordsOfProblem } from './problems';
import { sendTest } from './send-batch';

interface Stream {
  id: Id;
  next: number;
  state: 'active' | 'paused';
  /** Null where it is not as Careledger sealed it. */
  destination: Destination | null;
}

/**
 * Sets where the ledger is streamed to, from which entry on; paused it stays paused. A token that is not given stays, at the same
 * address with its path, and there alone.
 * @throws forbidden without the right to manage compliance; invalid with what is wrong
 */
export async function setStream(ctx: Context, input: NewDestination): Promise<void> {
  const { from, token: given, ...asked } = readInput(destinationSchema, input);
  const { host, origin, pathname } = urlOf(asked);
  await mutate(ctx, { action: 'siem.update', facts: { host } }, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx);
    const before = await lockStream(tx);
    const was = before?.destination ? urlOf(before.destination) : null;
    // Behind one host are many: the token is of the whole address.
    const isSamePlace = was !== null && was.origin === origin && was.pathname === pathname;
    const kept = isSamePlace ? (before?.destination?.token ?? null) : null;
    const token = asked.kind === 'ocsf' ? (given === undefined ? kept : given || null) : null;
    const head = (await headOf(tx))?.size ?? 0;
    const next = { first: 0, now: head, here: before?.next ?? head }[from];
    // A new id each time: what is under way to the place before moves nothing here.
    const id = newId();
    const sealed = sealDestination(await keysOf(tx), id, { ...asked, token });
    const now = clock.now().toISOString();
    await tx.sql`
      insert into siem_streams (org_id, id, destination, state, next, failures, due_at, told, created_at)
      values (${tx.orgId}, ${id}, ${sealed}, 'active', ${next}, 0, ${now}::timestamptz, false, ${now}::timestamptz)
      on conflict (org_id) do update set id = excluded.id, destination = excluded.destination, next = excluded.next,
        sending_to = null, failures = 0, failing_since = null, problem = null, due_at = excluded.due_at, told = false`;
    await tellOfficers(tx, ctx, before ? 'changed' : 'connected', host);
    const facts = {
      host,
      kind: asked.kind,
      next,
      ...(asked.allowedRanges.length > 0 && { allowed: [...asked.allowedRanges] }),
    };
    return {
      value: undefined,
      entries: [{ action: before ? ('siem.update' as const) : ('siem.connect' as const), subjectId: id, facts }],
    };
  });
}

/** Sends nothing until it is resumed; what is written meanwhile waits. @throws forbidden; not_found */
export const pauseStream = (ctx: Context): Promise<void> => setState(ctx, 'paused');

/** Goes on where it stood. @throws forbidden; not_found */
export const resumeStream = (ctx: Context): Promise<void> => setState(ctx, 'active');

async function setState(ctx: Context, state: 'active' | 'paused'): Promise<void> {
  const action = state === 'paused' ? 'siem.pause' : 'siem.resume';
  await mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const stream = await requireStream(tx);
    if (stream.state === state) return unchanged();
    await tx.sql`
      update siem_streams set state = ${state}, failures = 0, failing_since = null, problem = null, told = false,
        due_at = now()
      where org_id = ${tx.orgId}`;
    const host = hostOf(stream);
    await tellOfficers(tx, ctx, state === 'paused' ? 'paused' : 'resumed', host);
    return { value: undefined, entries: [{ action, subjectId: stream.id, facts: { host } }] };
  });
}

/** Ends it for good: where it was sent to, and how far, is nowhere any more but in the ledger. @throws forbidden; not_found */
export async function endStream(ctx: Context): Promise<void> {
  await mutate(ctx, 'siem.end', async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const stream = await requireStream(tx);
    await tx.sql`delete from siem_streams where org_id = ${tx.orgId}`;
    const host = hostOf(stream);
    await tellOfficers(tx, ctx, 'ended', host);
    const facts = { host, next: stream.next };
    return { value: undefined, entries: [{ action: 'siem.end', subjectId: stream.id, facts }] };
  });
}

/** Sends one event of no entry, and says what came of it. @throws forbidden; not_found */
export async function testStream(ctx: Context): Promise<{ ok: boolean; words: string }> {
  const destination = await mutate(ctx, 'siem.test', async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const stream = await requireStream(tx);
    const facts = { host: hostOf(stream) };
    return { value: stream.destination, entries: [{ action: 'siem.test', subjectId: stream.id, facts }] };
  });
  if (destination === null) return { ok: false, words: wordsOfProblem('changed') };
  try {
    await sendTest(destination, originOf(ctx.orgId), clock.now());
    const words =
      destination.kind === 'ocsf'
        ? 'The receiver took a test event.'
        : 'The receiver read a test event to its end and closed the connection.';
    return { ok: true, words };
  } catch (error) {
    return { ok: false, words: wordsOfProblem(problemOf(error)) };
  }
}

async function lockStream(tx: Tx): Promise<Stream | null> {
  const [row] = await tx.sql<{ id: Id; next: string; state: Stream['state']; sealed: Buffer }[]>`
    select id, next, state, destination as sealed from siem_streams where org_id = ${tx.orgId} for update`;
  if (!row) return null;
  const { id, next, state, sealed } = row;
  return { id, next: Number(next), state, destination: await openedOrNull(tx, id, sealed) };
}

async function requireStream(tx: Tx): Promise<Stream> {
  const stream = await lockStream(tx);
  if (!stream) throw notFound('The stream of the audit log');
  return stream;
}

/** Null where it is not as Careledger sealed it. */
export async function openedOrNull(tx: Tx, id: Id, sealed: Buffer): Promise<Destination | null> {
  try {
    return openDestination(await keysOf(tx), id, sealed);
  } catch (error) {
    if (problemOf(error) === 'changed') return null;
    throw error;
  }
}

const hostOf = ({ destination }: Stream): string => (destination ? urlOf(destination).host : 'an unknown place');

const tellOfficers = (tx: Tx, { actor }: Context, what: string, host: string): Promise<void> =>
  notify(
    tx,
    { right: 'readWholeLedger', except: actor.id },
    { kind: 'siem.changed', facts: { by: actor.name, what, host } },
  );
