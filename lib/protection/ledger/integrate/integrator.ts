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
import { Asking, type Cosign } from './asking';
import { catchUpMap } from './catch-up';
import { DamagedTree, integrateOrg } from './integrate';
import { checkpointFolder, publish, writtenNote } from './published';
import { isBehindPublished, tellBehind, tellLedger } from './standing';
import { StoppedWatch } from './stopped';

const LOOK_EVERY_MS = 500;

export interface Integrator {
  /** Comes to the end of its step. */
  stop(): Promise<void>;
}

/** @param cosign asked beside the integrating: a witness that is slow holds nothing up */
export function startIntegrator(cosign: Cosign): Integrator {
  const stopping = new AbortController();
  const asking = new Asking(cosign, stopping.signal, logFailure);
  const running = loop((orgId, folder, note) => asking.ask(orgId, folder, note), stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await asking.ended();
    },
  };
}

type OnPublished = (orgId: Id, folder: string, note: string) => void;

async function loop(onPublished: OnPublished, stopping: AbortSignal): Promise<void> {
  const [publishing, integrating] = [new StoppedWatch(), new StoppedWatch()];
  /** Orgs whose head may not be published: all at the start, then those where something failed. */
  let unpublished: Set<Id> | null = null;
  while (!stopping.aborted) {
    try {
      unpublished ??= new Set(await everyOrgId());
      for (const orgId of unpublished) {
        if (stopping.aborted) return;
        if (await isDone(orgId, publishing, () => publishHead(orgId, onPublished))) unpublished.delete(orgId);
      }
      for (const orgId of await orgsWithPending()) {
        if (stopping.aborted) return;
        const isWell = await isDone(orgId, integrating, () => integrateAndPublish(orgId, onPublished, stopping));
        if (!isWell) unpublished.add(orgId);
      }
    } catch (error) {
      logFailure(error);
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Never throws. */
async function isDone(orgId: Id, watch: StoppedWatch, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    await watch.went(orgId);
    return true;
  } catch (error) {
    await onFailure(error, orgId, watch).catch((other) => logFailure(other, orgId));
    return false;
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
  if (head === null || (await writtenNote(folder))?.startsWith(head.note)) return;
  if (await isBehindPublished(orgId, folder)) return tellBehind(orgId);
  await publish(folder, head.note);
  onPublished?.(orgId, folder, head.note);
}

const orgsWithPending = async (): Promise<Id[]> => {
  const rows = await inTransaction((sql) => sql<{ id: Id }[]>`select app.orgs_with_pending() as id`);
  return rows.map(({ id }) => id);
};

/** A tree that was changed is told to officers, once, and grows no further; so is whatever else fails for long. */
async function onFailure(error: unknown, orgId: Id, watch: StoppedWatch): Promise<void> {
  if (error instanceof DamagedTree) return tellLedger(orgId, 'damaged');
  logFailure(error, orgId);
  await watch.failed(orgId, error);
}

function logFailure(error: unknown, orgId?: Id): void {
  if (!isAway(error)) log.error({ event: 'ledger.not_integrated', ...(orgId && { orgId }) });
}
