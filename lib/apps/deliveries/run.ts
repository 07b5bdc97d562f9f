import { type Context, systemContext } from '@/lib/platform/context';
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { keysOf } from '@/lib/platform/org-keys';
import { type Connection, findKept } from '../connections/connection';
import { atOnceOf, connectorOf } from '../connectors/registry';
import type { Done } from './done';
import { beforeLeaving } from './leaving';
import { mayGoOn, notePace } from './pace';
import { type Plan, planAll } from './plan';
import type { Result } from './result';
import { type SignedIn, sendPlan, signIn } from './send';
import { settle } from './settle';
import { takeDue } from './take';

/** In whose name a connection's deliveries are: the product's. What it may see is a matter of its door, not of a person's rights. */
export const appContext = (orgId: Id, connectionId: Id): Context =>
  systemContext(orgId, `app-${connectionId}`, { everyModule: ['view'] });

interface Step {
  connection: Connection;
  signedIn: SignedIn | null;
  plans: Plan[];
  /** When they were decided upon, by `performance.now()`. */
  atMs: number;
}

/**
 * Sends what is due of one connection: some side by side, and again, until nothing is due or it is interrupted. Killed at any
 * time it loses nothing: what was taken is freed (`app.free_deliveries`) and sent again under the same key.
 * @param worker the number under which this process is known to live
 * @returns how many were settled.
 */
export async function sendDue(orgId: Id, connectionId: Id, worker: number, interrupted: AbortSignal): Promise<number> {
  const ctx = appContext(orgId, connectionId);
  for (let settled = 0; ; ) {
    if (interrupted.aborted) return settled;
    if (!mayGoOn(connectionId)) return settled;
    const step = await takeAndPlan(ctx, connectionId, worker);
    if (!step) return settled;
    notePace(step.connection, step.plans.filter((plan) => plan.do !== 'nothing').length);
    const done = await Promise.all(step.plans.map(async (plan) => ({ plan, result: await sent(ctx, step, plan) })));
    await settle(ctx, step.connection, done);
    settled += done.length;
    if (isAway(done)) return settled;
  }
}

/** Of one moment: what is taken is decided upon in the same transaction. */
const takeAndPlan = (ctx: Context, connectionId: Id, worker: number): Promise<Step | null> =>
  writeInOrg(ctx.orgId, 'job', async (tx) => {
    const connection = await findKept(tx, connectionId);
    if (connection?.state !== 'active') return null;
    const taken = await takeDue(tx, connectionId, { worker, atOnce: atOnceOf(connectorOf(connection.app)) });
    if (taken.length === 0) return null;
    const atMs = performance.now();
    const plans = await planAll(tx, ctx, connection, taken);
    return { connection, signedIn: signIn(connection, await keysOf(tx)), plans, atMs };
  });

async function sent(ctx: Context, step: Step, plan: Plan): Promise<Result | null> {
  if (plan.do === 'nothing') return null;
  if (!step.signedIn) return { went: 'later', reason: 'no_credentials', whole: true };
  try {
    return await sendPlan(step.signedIn, plan, beforeLeaving(ctx, step.connection, plan, step.atMs));
  } catch (error) {
    // One that fails in a way that nobody thought of keeps no other from being settled.
    log.error({ event: 'apps.not_sent', code: error instanceof Error ? error.name : 'unknown' });
    return { went: 'later', reason: 'unknown', whole: false };
  }
}

/** Nothing went well: it rests now, and is not asked again at once. */
const isAway = (done: readonly Done[]): boolean =>
  done.some(({ result }) => result?.went === 'later') && !done.some(({ result }) => result?.went === 'well');
