import { setTimeout as sleep } from 'node:timers/promises';
import { closeClient, connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';

/**
 * How many rows and entries of indexes PostgreSQL looks at while something runs: what tells a scan, whatever the plan is
 * called and however busy the machine is. Counted where records are found. Nothing else may use the database meanwhile.
 */
export async function rowsLookedAt(act: () => Promise<unknown>): Promise<number> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  try {
    await closeClient();
    const before = await counted(owner);
    await act();
    // What a connection counted is known when it has ended.
    await closeClient();
    return (await counted(owner)) - before;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

async function counted(owner: ReturnType<typeof connect>): Promise<number> {
  for (;;) {
    const [others] = await owner<[{ count: number }]>`
      select count(*)::int from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
    if (others.count === 0) break;
    await sleep(20);
  }
  const [row] = await owner<[{ rows: number }]>`
    select (select sum(coalesce(seq_tup_read, 0)) from pg_stat_user_tables where relname in ('records', 'blind_index'))
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname in ('records', 'blind_index')) as rows`;
  return Number(row.rows);
}
