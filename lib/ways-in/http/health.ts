/**
 * What a monitor asks. Health goes the way a page goes: a transaction of the app's role, row-level security, the keys of
 * an organisation. A stranger is told `ok`, or which part is not there by one fixed word; nothing else.
 */

import journal from '@/drizzle/meta/_journal.json' with { type: 'json' };
import { clock } from '@/lib/platform/clock';
import { inTransaction, readInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { proveKeysOf } from '@/lib/platform/org-keys';
import { RETRY_AFTER_S } from './unavailable';

type Part = 'database' | 'schema' | 'policies' | 'keys' | 'worker';

const MIGRATED_TO = Math.max(...journal.entries.map((entry) => entry.when));
/** Six beats of the worker. */
const WORKER_SILENT_S = 30;
/** A monitor is told sooner than a person gives up. */
const LONGEST_MS = 5_000;
/** However often strangers ask, the database is asked once a second. */
const KEPT_MS = 1_000;

/** `GET /api/health`: whether everything is there, the worker too. */
export const healthResponse = () => answerOf('health', () => findMissing(true));

/** `GET /api/health/ready`: whether this process can serve, whatever the worker does. */
export const readyResponse = () => answerOf('ready', () => findMissing(false));

/** `GET /api/health/live`: this process runs. It asks nobody, so that a database that is away restarts no server. */
export const liveResponse = (): Response => Response.json({ status: 'ok' }, { headers: NO_STORE });

const NO_STORE = { 'cache-control': 'no-store' };
const kept = once('ways-in/http/health', () => new Map<string, { until: number; missing: Promise<Part | null> }>());

async function answerOf(name: string, find: () => Promise<Part | null>): Promise<Response> {
  const now = clock.nowMs();
  let known = kept.get(name);
  if (!known || known.until < now) {
    known = { until: now + KEPT_MS, missing: inTime(find()) };
    kept.set(name, known);
  }
  const part = await known.missing;
  if (part === null) return Response.json({ status: 'ok' }, { headers: NO_STORE });
  const headers = { ...NO_STORE, 'retry-after': String(RETRY_AFTER_S) };
  return Response.json({ status: 'unavailable', part }, { status: 503, headers });
}

async function inTime(finding: Promise<Part | null>): Promise<Part | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Part>((resolve) => {
    timer = setTimeout(() => resolve('database'), LONGEST_MS);
  });
  try {
    return await Promise.race([finding.catch((error): Part => partOf(error)), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong with the keys is ours (`internal`); whatever else fails is the database's. */
const partOf = (error: unknown): Part =>
  error instanceof CareledgerError && error.code === 'internal' && /key/i.test(error.name + error.message)
    ? 'keys'
    : 'database';

async function findMissing(withWorker: boolean): Promise<Part | null> {
  const seen = await inTransaction(async (sql) => {
    const [row] = await sql<[{ migrated: string; stray: boolean; silent: boolean }]>`
      select app.migrated_to() as migrated,
        exists (select from users) or exists (select from records) as stray,
        not exists (
          select from limits.heartbeats
          where name = 'worker' and beat_at > now() - make_interval(secs => ${WORKER_SILENT_S})) as silent`;
    await sql`select set_config('app.every_org', 'on', true)`;
    const [org] = await sql<{ id: Id }[]>`select org_id as id from orgs order by org_id limit 1`;
    return { ...row, orgId: org?.id };
  });
  if (Number(seen.migrated) < MIGRATED_TO) return 'schema';
  // Without an organisation no row may be seen.
  if (seen.stray) return 'policies';
  if (seen.orgId) await readInOrg(seen.orgId, proveKeysOf);
  return withWorker && seen.silent ? 'worker' : null;
}
