/**
 * Before the first spec: `npm run up` with a folder of its own and the demo org. After the last: stopped, folder gone.
 * With E2E_BASE_URL (and E2E_DATA_DIR) set, the server that runs there is used as it is.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { envSchema } from '@/lib/platform/env';
import { freePort } from '@/lib/tools/dev/ports';
import { DEMO_PASSWORD } from './fixtures';

export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_BASE_URL) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'careledger-e2e-'));
  const port = await freePort();
  process.env.E2E_DATA_DIR = join(folder, 'data');
  process.env.E2E_BASE_URL = `http://localhost:${port}`;
  const server = spawn(
    process.execPath,
    ['--import', resolve('lib/tools/dev/leave-with-parent.mjs'), 'lib/tools/dev/up.mjs'],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        // Set, though empty: what a developer's .env says does not count.
        ...Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, ''])),
        PORT: String(port),
        DATA_DIR: process.env.E2E_DATA_DIR,
        NEXTAUTH_URL: process.env.E2E_BASE_URL,
        SEED: 'demo',
        DEMO_PASSWORD,
      },
    },
  );
  await untilReady(server);
  return async () => {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((ready, failed) => {
    if (!server.stdout) return failed(new Error('The server has no output.'));
    createInterface({ input: server.stdout }).on('line', (line) => {
      // What it starts is told, so that nobody takes a slow start for a hang.
      if (!line.startsWith('{')) process.stdout.write(`${line}\n`);
      if (line.startsWith('Careledger is ready')) ready();
    });
    server.once('exit', (code) => failed(new Error(`The server ended with exit code ${code} before it was ready.`)));
  });
}
