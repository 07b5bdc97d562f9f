import { spawn } from 'node:child_process';
import { env } from '@/lib/platform/env';

/**
 * Runs one statement, such as a COPY, in `psql` as the owner, what comes out thrown away: the fastest reader there is,
 * in a process of its own. @returns milliseconds, psql's start and its connection among them. @throws when there is no psql
 */
export async function psqlMs(statement: string, input?: string): Promise<number> {
  const { username, password, hostname, port, pathname } = new URL(env().DATABASE_OWNER_URL);
  const connection = { PGUSER: username, PGPASSWORD: decodeURIComponent(password), PGHOST: hostname, PGPORT: port };
  const started = performance.now();
  const child = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement], {
    env: { ...process.env, ...connection, PGDATABASE: pathname.slice(1) },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'inherit'],
  });
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  if (code !== 0) throw new Error(`psql ended with ${code}.`);
  return performance.now() - started;
}
