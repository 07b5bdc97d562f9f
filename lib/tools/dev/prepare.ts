/** All that the web server and the worker need before they start. */
import { setTimeout as wait } from 'node:timers/promises';
import { firstUrl } from '@/lib/platform/database-url';
import type { Settings } from '@/lib/platform/env';
import { ensureDataDir } from './data-dir';
import { assertReachable, openDatabase } from './database';
import { completeEnvironment } from './environment';
import { checkRootKey } from './keys';
import { takeLock } from './lock';
import { migrate } from './migrate';
import { tryPort } from './ports';
import type { Program } from './program';
import { say, step } from './say';
import { StartError } from './start-error';

/**
 * Takes the data folder, opens the database, migrates it, checks the root key, completes the environment, and seeds a
 * database that is empty.
 * @throws StartError with one line for what a person can put right.
 */
export async function prepare(settings: Settings, { onStop }: Program): Promise<void> {
  ensureDataDir(settings.DATA_DIR);
  onStop(takeLock(settings.DATA_DIR));
  await assertPortFree(settings.PORT);
  say('Starting Careledger');

  const database = await step('Database', () => openDatabase(settings));
  onStop(database.stop);
  await step('Tables', () => migrate(database.ownerUrl, firstUrl(database.appUrl).username));
  await assertReachable('DATABASE_URL', database.appUrl);
  await step('Keys', () => checkRootKey(settings, database.ownerUrl));
  completeEnvironment(settings, database);
  await seed(settings);
}

/** The environment of the web server: what only the worker and the seed need is not in it, nor taken from `.env`. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _, DEMO_PASSWORD: __, SMTP_URL: ___, ...rest } = process.env;
  return rest as NodeJS.ProcessEnv;
}

/** A server that was killed a moment ago may still be leaving. */
async function assertPortFree(port: number): Promise<void> {
  for (let tries = 0; tries < 8; tries += 1) {
    if (await tryPort(port)) return;
    await wait(250);
  }
  throw new StartError(`Port ${port} is busy. Stop what listens there, or set PORT to another.`);
}

/** In this process, which reads the environment only now that it is whole. */
async function seed(settings: Settings): Promise<void> {
  const { seed: run } = await import('@/lib/tools/seed/main');
  const { closeClient } = await import('@/lib/platform/db/client');
  const { lines } = await step('Data', () => run(settings.SEED, { demoPassword: settings.DEMO_PASSWORD }));
  await closeClient();
  for (const line of lines) say(`    ${line}`);
}

/** Waits for the server and the worker, or for what another `path` of the server asks. */
export async function untilHealthy(port: number, { isEnding }: Program, path = '/api/health'): Promise<void> {
  const until = Date.now() + 600_000; // The supervisor starts it again meanwhile; a slow machine takes its time.
  while (Date.now() < until) {
    const healthy = await fetch(`http://127.0.0.1:${port}${path}`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy || isEnding()) return;
    await wait(100);
  }
  throw new StartError(`The server does not answer ${path} within ten minutes.`);
}
