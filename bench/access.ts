/**
 * *What can they see and why* and *who can see this and why*, among 1,000 people with a module of 300 fields more than it
 * comes with: what the verb reads and decides, and React's rendering of its answer as HTML. Medians, after a first few.
 */

import { accessOfPerson } from '@/lib/people/users/access/of-person';
import { accessToField } from '@/lib/people/users/access/to-field';
import { asOwner } from '@/lib/tools/testing/as-owner';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { median } from './median';
import type { BenchRow } from './row';

const PEOPLE = 1000;
const FIELDS = 300;
const ROUNDS = 30;
const AIM_MS = 1000;

export async function benchAccess(org: TestOrg): Promise<BenchRow[]> {
  await addMany(org);
  // As the server runs: React chooses its build when it is first loaded.
  Object.assign(process.env, { NODE_ENV: 'production' });
  const { renderFieldAccess, renderPersonAccess } = await import('./access-render');
  const { admin, operator } = org;
  return [
    await pageRow(
      'What can they see and why',
      () => accessOfPerson(admin, operator.actor.id),
      (access) => renderPersonAccess(access),
    ),
    await pageRow(
      'Who can see this field and why',
      () => accessToField(admin, { module: 'Contacts', field: 'Title' }),
      (access) => renderFieldAccess(access),
    ),
  ];
}

/** One page: read and rendered in turn. */
async function pageRow<T>(name: string, read: () => Promise<T>, render: (answer: T) => string): Promise<BenchRow> {
  const times = { read: [] as number[], render: [] as number[] };
  let bytes = 0;
  for (let round = -5; round < ROUNDS; round += 1) {
    const started = performance.now();
    const answer = await read();
    const between = performance.now();
    bytes = Buffer.byteLength(render(answer));
    if (round < 0) continue;
    times.read.push(between - started);
    times.render.push(performance.now() - between);
  }
  const [reading, rendering] = [median(times.read), median(times.render)];
  const slowest = Math.max(...times.read.map((ms, n) => ms + (times.render[n] as number)));
  return {
    figure: `${name}, ${PEOPLE.toLocaleString('en-US')} people, ${FIELDS} fields`,
    value: reading + rendering,
    unit: 'ms',
    aim: `under ${AIM_MS}`,
    ok: reading + rendering < AIM_MS,
    note: `read in ${Math.round(reading)} ms, rendered in ${Math.round(rendering)}, ${Math.round(bytes / 1024)} KiB of HTML; the slowest of ${ROUNDS} took ${Math.round(slowest)}`,
  };
}

/** People and fields, straight into the tables: reading is what is measured. */
async function addMany({ orgId, profileIds, roleIds }: TestOrg): Promise<void> {
  await asOwner(orgId, async ({ sql }) => {
    await sql`
      insert into users (org_id, id, email, name, password_hash, profile_id, role_id)
      select ${orgId}, 9000000000 + n, 'p' || n || '@bench.example', 'Person ' || n, 'none',
        ${profileIds.Operator}, ${roleIds.Manager}
      from generate_series(1, ${PEOPLE}::int) n`;
    await sql`
      insert into fields (org_id, id, module_id, api_name, label, type, custom)
      select ${orgId}, 9000100000 + n, id, 'Extra_' || n, 'Extra ' || n, 'single_line', true
      from modules, generate_series(1, ${FIELDS}::int) n where org_id = ${orgId} and api_name = 'Contacts'`;
  });
}
