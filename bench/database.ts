import postgres from 'postgres';
import { migrate } from '@/lib/tools/dev/migrate';

const NAME = 'careledger_bench';

/**
 * Makes an empty database of its own in the cluster, so that no figure touches anybody's data, and points this process to
 * it. Call it before anything opens a connection.
 */
export async function makeBenchDatabase(): Promise<void> {
  const { DATABASE_URL = '', DATABASE_OWNER_URL = '' } = process.env;
  const admin = postgres(DATABASE_OWNER_URL, { max: 1, onnotice: () => {} });
  await admin`drop database if exists ${admin(NAME)} with (force)`;
  await admin`create database ${admin(NAME)}`;
  await admin.end();
  const ownerUrl = inBenchDatabase(DATABASE_OWNER_URL);
  await migrate(ownerUrl, new URL(DATABASE_URL).username);
  Object.assign(process.env, { DATABASE_URL: inBenchDatabase(DATABASE_URL), DATABASE_OWNER_URL: ownerUrl });
}

function inBenchDatabase(url: string): string {
  const changed = new URL(url);
  changed.pathname = `/${NAME}`;
  return changed.href;
}
