/**
 * Starts everything Careledger needs, in order, and stops it in the opposite one. Meanwhile the database, the web server
 * and the worker are each started again when they end by themselves; none takes another with it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { firstUrl } from '../database-url';
import type { Settings } from '../env';
import { build, isBuilt } from './build';
import { keepServer, keepWorker } from './children';
import { ensureDataDir } from './data-dir';
import { assertReachable, openDatabase } from './database';
import { completeEnvironment, readSettings } from './environment';
import { checkRootKey } from './keys';
import { takeLock } from './lock';
import { migrate } from './migrate';
import { tryPort } from './ports';
import { say, sayError, step } from './say';
import { StartError } from './start-error';

type Closer = () => unknown;
const closers: Closer[] = [];
let ending: Promise<never> | undefined;

/** Stops what was started, the last first, and leaves. Later calls wait for the first. */
function end(exitCode: number): Promise<never> {
  ending ??= (async () => {
    for (const close of closers.reverse()) {
      try {
        await close();
      } catch (error) {
        sayError(error);
        process.exit(1);
      }
    }
    process.exit(exitCode);
  })();
  return ending;
}

async function up(): Promise<void> {
  const settings = readSettings();
  ensureDataDir(settings.DATA_DIR);
  closers.push(takeLock(settings.DATA_DIR));
  await assertPortFree(settings.PORT);
  say('Starting Careledger');

  const database = await step('Database', () => openDatabase(settings));
  closers.push(database.stop);
  await step('Tables', () => migrate(database.ownerUrl, firstUrl(database.appUrl).username));
  await assertReachable('DATABASE_URL', database.appUrl);
  await step('Keys', () => checkRootKey(settings, database.ownerUrl));
  completeEnvironment(settings, database);
  await seed(settings);
  if (!isBuilt()) await step('Build', () => build((stop) => closers.push(stop)));

  await step('Server and worker', async () => {
    const { DATABASE_OWNER_URL: _, DEMO_PASSWORD: __, ...serverEnv } = process.env;
    const server = keepServer(settings.PORT, serverEnv as NodeJS.ProcessEnv);
    const worker = keepWorker(process.env);
    closers.push(worker.stop, server.stop);
    await untilHealthy(settings.PORT);
  });
  say(`Careledger is ready at ${process.env.NEXTAUTH_URL}`);
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
  const { seed: run } = await import('../db/seed/main');
  const { closeClient } = await import('../db/client');
  const { lines } = await step('Data', () => run(settings.SEED, { demoPassword: settings.DEMO_PASSWORD }));
  await closeClient();
  for (const line of lines) say(`    ${line}`);
}

async function untilHealthy(port: number): Promise<void> {
  const until = Date.now() + 600_000; // The supervisor starts it again meanwhile; a slow machine takes its time.
  while (Date.now() < until) {
    const healthy = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy || ending) return;
    await wait(100);
  }
  throw new StartError('The server does not answer /api/health within ten minutes.');
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (!ending) say('Stopping');
    void end(0);
  });
}

// npm passes signals on, but it may be killed.
const { ppid } = process;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== ppid && void end(0), 500).unref();

try {
  await up();
} catch (error) {
  // What fails because it is being stopped is no failure.
  if (!ending) sayError(error);
  await end(1);
}
