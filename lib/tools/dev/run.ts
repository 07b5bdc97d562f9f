/** Runs a program with the database that Careledger uses: the one that runs, or one started for as long as it takes. */
import { spawn } from 'node:child_process';
import { firstUrl } from '@/lib/platform/database-url';
import type { Settings } from '@/lib/platform/env';
import { ensureDataDir } from './data-dir';
import { type Database, openDatabase } from './database';
import { completeEnvironment, readSettings } from './environment';
import { checkRootKey } from './keys';
import { lockHolder, takeLock } from './lock';
import { migrate } from './migrate';
import { assertKnown } from './newer-database';
import { readConnections } from './postgres/connection-file';
import { sayError } from './say';
import { StartError } from './start-error';

async function borrowDatabase(settings: Settings): Promise<Database> {
  const embedded = !settings.DATABASE_URL;
  if (embedded && lockHolder(settings.DATA_DIR)) {
    const running = readConnections(settings.DATA_DIR);
    if (!running) throw new StartError('Careledger is just starting; try again in a moment.');
    await assertKnown(running.owner);
    return { ownerUrl: running.owner, appUrl: running.app, stop: async () => {} };
  }
  ensureDataDir(settings.DATA_DIR);
  const unlock = embedded ? takeLock(settings.DATA_DIR) : () => {};
  const database = await openDatabase(settings);
  await migrate(database.ownerUrl, firstUrl(database.appUrl).username);
  await checkRootKey(settings, database.ownerUrl);
  return {
    ...database,
    async stop() {
      await database.stop();
      unlock();
    },
  };
}

async function run(program: string[]): Promise<number> {
  const settings = readSettings();
  const database = await borrowDatabase(settings);
  completeEnvironment(settings, database);
  const child = spawn(process.execPath, ['--import', 'tsx', ...program], { stdio: 'inherit' });
  // A Ctrl-C reaches the program by itself; the database stays until it has ended.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  await database.stop();
  return code;
}

try {
  process.exit(await run(process.argv.slice(2)));
} catch (error) {
  sayError(error);
  process.exit(1);
}
