/** Whether the integrator keeps up: so many entries a second for a while, and how old the oldest is that has no leaf yet. */
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { timeOfId } from '@/lib/platform/ids';
import { startIntegrator } from '@/lib/protection/ledger/integrate/integrator';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { addEntries } from './ledger-data';
import type { BenchRow } from './row';

const A_SECOND = 2_000;
const SECONDS = 20;
const STEPS_A_SECOND = 5;
const MOST_MS = 1_000;

export async function benchLag(org: TestOrg): Promise<BenchRow[]> {
  const integrator = startIntegrator(async () => ({ note: null, diverged: false }));
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  const ages: number[] = [];
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      const [row] = await owner<[{ id: string | null }]>`
        select min(entry_id) as id from ledger_pending where org_id = ${org.orgId}`;
      ages.push(row.id === null ? 0 : Date.now() - timeOfId(row.id));
      await wait(50);
    }
  })();
  const started = performance.now();
  for (let step = 0; step < SECONDS * STEPS_A_SECOND; step += 1) {
    await addEntries(org, A_SECOND / STEPS_A_SECOND);
    await wait(Math.max(0, started + ((step + 1) * 1000) / STEPS_A_SECOND - performance.now()));
  }
  const rate = Math.round((A_SECOND * SECONDS * 1000) / (performance.now() - started));
  isOver = true;
  await looking;
  await integrator.stop();
  await owner.end({ timeout: 5 });
  const worst = Math.max(...ages);
  return [
    {
      figure: `Age of the oldest entry without a leaf, ${rate} entries a second`,
      value: worst,
      unit: 'ms',
      aim: `≤ ${MOST_MS}`,
      ok: worst <= MOST_MS && rate >= A_SECOND * 0.95,
      note: `the worst of ${ages.length} looks in ${SECONDS} s; the integrator in the process that wrote`,
    },
  ];
}
