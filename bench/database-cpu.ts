import { readFileSync } from 'node:fs';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';

/** Linux counts a process's time in hundredths of a second. */
const MS_A_TICK = 10;

/**
 * The CPU time that the database's processes of this database have used so far, in milliseconds; null where it cannot be
 * known (another machine, not Linux).
 */
export async function databaseCpuMs(): Promise<number | null> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  try {
    const rows = await owner<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend'`;
    const times = rows.map(({ pid }) => cpuMsOf(pid));
    return times.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** The CPU time of a process so far, in milliseconds; null where it cannot be known. */
export function cpuMsOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold spaces: count from behind it. User time is the 12th field there, system the 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK;
  } catch {
    return null;
  }
}
