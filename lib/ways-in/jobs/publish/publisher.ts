/**
 * Publishes each organisation's newest checkpoint at the places of `LEDGER_PUBLISH`, and again until it is there. One process of
 * any number does, by an advisory lock.
 * Guarantees: a place that has a checkpoint which this database does not lead to is not written over: it is told to officers;
 * nor one that has a later checkpoint. What is not signed by the organisation's key is not published. One organisation in which it
 * fails keeps none of the others.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import { connect } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { once } from '@/lib/platform/once';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { checkpointFolder, newestNote } from '@/lib/protection/ledger/integrate/published';
import { isBehindNote, tellBehind } from '@/lib/protection/ledger/integrate/standing';
import { type Checkpoint, checkpointBy } from '@/lib/protection/ledger/tree/checkpoint';
import { noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { configuredPlaces, isOfPlace, type PublishPlace } from './places';

const PUBLISHERS = 7_219_015;
const LOOK_EVERY_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Officers are told when it has failed for so long. */
const TELL_AFTER_MS = 60 * 60_000;

/** What this process knows to be at a place, and when one that failed is tried again. */
const own = once('ways-in/jobs/publish/publisher', () => ({
  there: new Map<string, string>(),
  failures: new Map<string, { count: number; notBeforeMs: number }>(),
}));

/** @returns what ends it */
export function startPublisher(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = configuredPlaces().length > 0 ? loop(stopping.signal) : Promise.resolve();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function loop(stopping: AbortSignal): Promise<void> {
  const lock = connect(env().DATABASE_OWNER_URL, { max: 1, max_lifetime: null });
  while (!stopping.aborted) {
    try {
      const [held] = await lock<[{ mine: boolean }]>`select pg_try_advisory_lock(${PUBLISHERS}, 0) as mine`;
      for (const orgId of held.mine ? await everyOrgId() : [])
        for (const place of configuredPlaces()) if (!stopping.aborted) await publishOrLog(orgId, place);
    } catch (error) {
      if (!isAway(error)) log.error({ event: 'ledger.not_published' });
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
  await lock.end({ timeout: 5 });
}

/** What goes wrong with one organisation keeps none of the others. @throws what a database threw that is away */
async function publishOrLog(orgId: Id, place: PublishPlace): Promise<void> {
  try {
    await publishAt(orgId, place);
  } catch (error) {
    if (isAway(error)) throw error;
    log.error({ event: 'ledger.not_published', orgId });
  }
}

/**
 * Publishes an organisation's newest checkpoint at a place, where it is not there yet, nor a later one. Never throws for what the
 * place does.
 */
export async function publishAt(orgId: Id, place: PublishPlace): Promise<void> {
  const key = `${place.name} ${orgId}`;
  const note = await newestNote(checkpointFolder(env().DATA_DIR, orgId));
  if (note === null || own.there.get(key) === note) return;
  if ((own.failures.get(key)?.notBeforeMs ?? 0) > clock.nowMs()) return;
  const verifier = await inOrg(orgId, async (tx) => noteVerifier(ledgerSigner(await keysOf(tx)).vkey));
  const checkpoint = checkpointBy(note, verifier);
  // What is not ours in the folder is for the verifier to name.
  if (checkpoint === null) return;
  const { size, incarnation } = checkpoint;
  try {
    // Looked at each time: another process may have published there meanwhile.
    const before = await place.get(`${orgId}/checkpoint`);
    if (before !== null && (await isBehindNote(orgId, before))) return await tellBehind(orgId);
    if (before !== null && isLater(checkpointBy(before, verifier), checkpoint)) return;
    await place.put(`${orgId}/${incarnation}-${size}`, note);
    await place.put(`${orgId}/checkpoint`, note);
    own.there.set(key, note);
    own.failures.delete(key);
    await noteThere(orgId, place, { size, incarnation });
  } catch (error) {
    if (!isOfPlace(error)) throw error;
    const count = (own.failures.get(key)?.count ?? 0) + 1;
    const pauseMs = Math.min(1_000 * 2 ** Math.min(count, 20), LONGEST_PAUSE_MS);
    own.failures.set(key, { count, notBeforeMs: clock.nowMs() + pauseMs });
    await noteFailure(orgId, place);
  }
}

const isLater = (one: Checkpoint | null, other: Checkpoint): boolean =>
  one !== null && (one.incarnation === other.incarnation ? one.size > other.size : one.incarnation > other.incarnation);

const noteThere = (orgId: Id, { name }: PublishPlace, { size, incarnation }: { size: number; incarnation: number }) =>
  writeInOrg(orgId, 'job', ({ sql }) =>
    sql`
      insert into checkpoint_places (org_id, place, size, incarnation, published_at, told)
      values (${orgId}, ${name}, ${size}, ${incarnation}, now(), false)
      on conflict (org_id, place) do update set size = excluded.size, incarnation = excluded.incarnation,
        published_at = excluded.published_at, failing_since = null, told = false`.execute(),
  );

async function noteFailure(orgId: Id, { name, host }: PublishPlace): Promise<void> {
  await writeInOrg(orgId, 'job', async (tx) => {
    const [row] = await tx.sql<[{ failingSince: string; told: boolean }]>`
      insert into checkpoint_places (org_id, place, size, incarnation, failing_since, told)
      values (${orgId}, ${name}, 0, 0, now(), false)
      on conflict (org_id, place) do update
        set failing_since = coalesce(checkpoint_places.failing_since, excluded.failing_since)
      returning to_json(failing_since) #>> '{}' as "failingSince", told`;
    if (row.told || clock.nowMs() - Date.parse(row.failingSince) < TELL_AFTER_MS) return;
    await tx.sql`update checkpoint_places set told = true where org_id = ${orgId} and place = ${name}`;
    await Promise.all([
      appendEntries(
        tx,
        systemContext(orgId, 'publish'),
        [{ action: 'checkpoint.failed', facts: { host } }],
        await keysOf(tx),
      ),
      notify(tx, { right: 'readWholeLedger' }, { kind: 'checkpoint.failed', facts: { host } }),
    ]);
  });
}
