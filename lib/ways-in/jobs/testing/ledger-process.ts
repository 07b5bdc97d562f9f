/**
 * An app process with a worker's integrator in it, for tests that kill it: writes entries of the organisation that it is
 * given, tells the ids of those that were committed, and integrates, publishes and asks witnesses beside that.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { systemContext } from '@/lib/platform/context';
import { writeInOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateAndPublish, startIntegrator } from '@/lib/protection/ledger/integrate/integrator';
import { cosign } from '../witnesses';

const orgId = process.argv[2] as Id;
const ctx = systemContext(orgId, 'killed');

startIntegrator(cosign);
process.on('disconnect', () => process.exit(0));
for (let n = 1; ; n += 1) {
  const ids = Array.from({ length: n % 40 }, newId);
  await writeInOrg(orgId, 'job', async (tx) =>
    appendEntries(
      tx,
      ctx,
      ids.map((id) => ({ id, action: 'view.create' })),
      await keysOf(tx),
    ),
  );
  process.send?.(ids);
  // More often than the integrator looks by itself, so that a kill comes at any of its points.
  if (n % 3 === 0) await integrateAndPublish(orgId);
  await wait(1);
}
