/** What a peer is to the comparison: a folder that starts a server on a database of its own with the same rows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import postgres from 'postgres';
import { FIELDS, valuesOf } from '../api-data';
import { freePort } from '@/lib/tools/dev/ports';
import { cpuMsOf } from '../database-cpu';
import type { Arm } from '../http-arms';

/** Makes an empty database in the cluster that Careledger uses, and tells its URL. */
export async function freshDatabase(name: string): Promise<string> {
  const { DATABASE_OWNER_URL = '' } = process.env;
  const admin = postgres(DATABASE_OWNER_URL, { max: 1, onnotice: () => {} });
  await admin`drop database if exists ${admin(name)} with (force)`;
  await admin`create database ${admin(name)}`;
  await admin.end();
  const url = new URL(DATABASE_OWNER_URL);
  url.pathname = `/${name}`;
  return url.href;
}

/** Fills a table that has an id which counts itself and a column for each of the ten texts. */
export async function fill(url: string, table: string, columns: readonly string[], records: number): Promise<number[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  for (let from = 0; from < records; from += 2000) {
    const rows = Array.from({ length: Math.min(2000, records - from) }, (_, n) => {
      const values = valuesOf(from + n);
      return Object.fromEntries(FIELDS.map((field, at) => [columns[at], values[field]]));
    });
    await sql`insert into ${sql(table)} ${sql(rows, columns as string[])}`;
  }
  await sql`vacuum analyze ${sql(table)}`;
  const ids = await sql<{ id: number }[]>`select id from ${sql(table)} order by id`;
  await sql.end();
  return ids.map(({ id }) => id);
}

/** The CPU time of the processes that serve one database. */
export async function cpuOf(url: string): Promise<number | null> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend'`;
  await sql.end();
  return rows.reduce((sum, { pid }) => sum + (cpuMsOf(pid) ?? 0), 0);
}

/** Starts a server and waits until `path` answers. */
export async function serve(
  name: string,
  folder: string,
  [program = '', ...args]: readonly string[],
  { env, headers, path }: { env: (port: number) => Record<string, string>; headers: Record<string, string>; path: string },
): Promise<Arm> {
  const port = await freePort();
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env(port) },
    stdio: ['ignore', process.env.PEER_LOG ? 'inherit' : 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  const stop = () => ended(child);
  for (let tries = 0; tries < 900; tries += 1) {
    const status = await fetch(`${origin}${path}`, { headers }).then(({ ok }) => ok).catch(() => false);
    if (status) return { name, pid: child.pid as number, origin, headers, stop };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(`${name} does not answer.`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await once(child, 'exit');
  clearTimeout(timer);
}
