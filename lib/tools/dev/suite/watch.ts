/**
 * `npm run test:watch [-- PATH…]`: vitest, again with each save, on a PostgreSQL that other runs beside it use too. It is
 * started once, and ends by itself half an hour after the last use.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@/lib/platform/db/client';
import { keptCluster } from '@/lib/tools/testing/cluster';
import type { Connections } from '../postgres/connection-file';
import { say, sayError, step } from '../say';
import { StartError } from '../start-error';

async function sharedPostgres(): Promise<Connections> {
  const running = await keptCluster();
  if (running) return running;
  const program = ['--import', 'tsx', join('lib', 'tools', 'dev', 'test-postgres.ts')];
  spawn(process.execPath, program, { detached: true, stdio: 'ignore' }).unref();
  for (let tries = 0; tries < 600; tries += 1) {
    const started = await keptCluster();
    if (started) return started;
    await wait(200);
  }
  throw new StartError('The PostgreSQL for tests did not start. See .cache/test-postgres/postgres.log.');
}

try {
  const { owner } = await step('PostgreSQL for tests', sharedPostgres);
  // While somebody is connected it stays, also between two saves.
  const held = connect(owner, { max: 1 });
  await held`select 1`;
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'watch', ...process.argv.slice(3)], { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name));
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  await held.end({ timeout: 1 });
  process.exit(code);
} catch (error) {
  sayError(error);
  say('npm test runs the tests without it.');
  process.exit(1);
}
