/**
 * The worker's integrator: what is committed becomes a leaf, signed and published. Any number of processes may
 * run one. A database that is behind what was published is integrated no further: it was put back (see `standing.ts`).
 */
import { setTimeout as wait } from 'node:timers/promises';
import { isAway } from '@/lib/platform/db/errors';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg, inTransaction } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { headOf } from '../tree/stored';
import { catchUpMap } from './catch-up';
import { DamagedTree, integrateOrg } from './integrate';
import { checkpointFolder, newestNote, publish, publishAgain } from './published';
import { isBehindPublished, tellBehind } from './standing';

const LOOK_EVERY_MS = 500;

export interface Integrator {
  /** Comes to the end of its step. */
  stop(): Promise<void>;
}

/** Has witnesses sign a checkpoint. @returns the note with their lines, null where none signed */
export type Cosign = (orgId: Id, note: string) => Promise<{ note: string | null; diverged: boolean }>;

/** @param cosign asked beside the integrating: a witness that is slow holds nothing up */
export function startIntegrator(cosign: Cosign): Integrator {
  const stopping = new AbortController();
  const asking = new Map<Id, Promise<void>>();
  const onPublished = (orgId: Id, folder: string, note: string) => {
    if (asking.has(orgId)) return;
    const asked = haveCosigned(cosign, { orgId, folder, note })
      .catch((error) => logFailure(error, orgId))
      .finally(() => asking.delete(orgId));
    asking.set(orgId, asked);
  };
  const running = loop(onPublished, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(asking.values());
    },
  };
}

type OnPublished = (orgId: Id, folder: string, note: string) => void;

async function haveCosigned(cosign: Cosign, { orgId, folder, note }: { orgId: Id; folder: string; note: string }) {
  const signed = await cosign(orgId, note);
  if (signed.diverged) await tellBehind(orgId);
  if (signed.note !== null) await publishAgain(folder, note, signed.note);
}

async function loop(onPublished: OnPublished, stopping: AbortSignal): Promise<void> {
  let isBegun = false;
  while (!stopping.aborted) {
    try {
      for (const orgId of isBegun ? [] : await everyOrgId()) {
        if (stopping.aborted) return;
        await publishHead(orgId, onPublished).catch((error) => onFailure(error, orgId));
      }
      isBegun = true;
      for (const orgId of await orgsWithPending()) {
        if (stopping.aborted) return;
        await integrateAndPublish(orgId, onPublished, stopping).catch((error) => onFailure(error, orgId));
      }
    } catch (error) {
      logFailure(error);
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Makes leaves of all that is pending in an org, and writes each checkpoint out. */
export async function integrateAndPublish(orgId: Id, onPublished?: OnPublished, stopping?: AbortSignal): Promise<void> {
  const folder = checkpointFolder(env().DATA_DIR, orgId);
  if (await isBehindPublished(orgId, folder)) {
    await tellBehind(orgId);
    return;
  }
  while (!stopping?.aborted) {
    const integrated = await integrateOrg(orgId);
    if (integrated) await publish(folder, integrated.note);
    const isMapBehind = await catchUpMap(orgId);
    if (integrated?.isFull || isMapBehind) continue;
    if (integrated) onPublished?.(orgId, folder, integrated.note);
    return;
  }
}

/** Publishes the newest checkpoint where a process ended between signing and publishing it. */
export async function publishHead(orgId: Id, onPublished?: OnPublished): Promise<void> {
  const folder = checkpointFolder(env().DATA_DIR, orgId);
  const head = await inOrg(orgId, headOf);
  if (head === null || (await newestNote(folder))?.startsWith(head.note)) return;
  if (await isBehindPublished(orgId, folder)) return tellBehind(orgId);
  await publish(folder, head.note);
  onPublished?.(orgId, folder, head.note);
}

const orgsWithPending = async (): Promise<Id[]> => {
  const rows = await inTransaction((sql) => sql<{ id: Id }[]>`select app.orgs_with_pending() as id`);
  return rows.map(({ id }) => id);
};

/** A tree that was changed is told to officers, once, and grows no further. */
async function onFailure(error: unknown, orgId: Id): Promise<void> {
  if (error instanceof DamagedTree) await tellBehind(orgId);
  else logFailure(error, orgId);
}

function logFailure(error: unknown, orgId?: Id): void {
  if (!isAway(error)) log.error({ event: 'ledger.not_integrated', ...(orgId && { orgId }) });
}
