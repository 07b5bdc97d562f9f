import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { compiled } from '@/lib/tools/testing/compiled';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';

const WRITES = 200;

/** Starts the writer and kills it without warning at a random moment of its writing; gives the acts it finished. */
async function writeUntilKilled(context: string): Promise<number> {
  const child = spawn(process.execPath, [await compiled('lib/tools/testing/crash-writer.ts'), context], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let acts = 0;
  const writing = new Promise<void>((resolve, reject) => {
    child.once('close', () => reject(new Error('the writer ended by itself')));
    child.stdout.on('data', (dots: Buffer) => {
      acts += dots.length;
      resolve();
    });
  });
  await writing;
  await wait(randomInt(20, 250));
  child.kill('SIGKILL');
  await ended;
  return acts;
}

test('leaves no record without its entry and no entry without its record, whenever the process is killed', async () => {
  const org = await makeOrg();
  const context = JSON.stringify(org.operator);
  let writes = 0;
  let kills = 0;
  while (writes < WRITES || kills < 6) {
    const finished = await Promise.all([writeUntilKilled(context), writeUntilKilled(context)]);
    writes += finished.reduce((sum, acts) => sum + acts, 0);
    kills += finished.length;
  }
  const sql = ownerSql();
  // PostgreSQL notices the lost connections by itself and rolls their transactions back.
  await expect
    .poll(
      () => sql`
        select pid from pg_stat_activity
        where datname = current_database() and usename = 'careledger_app' and xact_start is not null`,
    )
    .toHaveLength(0);
  const [bad] = await sql`
    with entries as (
      select record_id,
        count(*) filter (where action = 'record.create') as created,
        count(*) filter (where action = 'record.update') as updated,
        count(*) filter (where action = 'record.delete') as deleted,
        count(*) filter (where action = 'record.restore') as restored
      from ledger_entries where org_id = ${org.orgId} and record_id is not null and outcome = 'done'
      group by record_id)
    select count(*)::int as checked, count(*) filter (
      where r.id is null or e.record_id is null or e.created <> 1 or e.updated <> r.version - 1
        or e.deleted - e.restored <> (r.deleted_at is not null)::int)::int as wrong
    from (select * from records where org_id = ${org.orgId}) r full join entries e on e.record_id = r.id`;
  expect(bad?.checked).toBeGreaterThan(20);
  expect(bad?.wrong).toBe(0);
  const [marks] = await sql`
    select count(*)::int as lonely from (select id from ledger_entries where org_id = ${org.orgId}) e
    full join (select entry_id from ledger_pending where org_id = ${org.orgId}) p on p.entry_id = e.id
    where e.id is null or p.entry_id is null`;
  expect(marks?.lonely).toBe(0);
});
