/**
 * Runs before each test file: a folder and a database of its own (`lib/tools/testing/database.ts`, where it is imported),
 * always at the places that this process's environment names, and no test may print an error. Where test files share a process
 * nothing that one has left is there for the next.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { setClock } from '@/lib/platform/clock';
import { databaseOfFile } from './database-of-file';
import { environmentOfProcess } from './environment-of-process';
import './no-errors';

const { dataDir, rootKey } = environmentOfProcess(inject('testCluster'));
mkdirSync(join(dataDir, 'keys'), { mode: 0o700, recursive: true });
writeFileSync(join(dataDir, 'keys', 'root.key'), `${rootKey}\n`, { mode: 0o600 });

/** What a process compiles once (`lib/crm/imports/apart/program-file.ts`). The run's own end removes the folder. */
const MADE_ONCE = 'programs';

const noted = process.env.STATEMENTS;
if (noted) {
  const { keepRecorded, recordStatements } = await import('./statements/record');
  recordStatements();
  afterAll(() => keepRecorded(noted));
}

beforeAll(() => databaseOfFile()?.open());

afterAll(async () => {
  vi.useRealTimers();
  setClock();
  await databaseOfFile()?.close();
  for (const name of readdirSync(dataDir)) {
    if (name !== MADE_ONCE) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
});
