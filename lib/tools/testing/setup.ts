/**
 * Runs before each test file: a folder and a database of its own (`lib/tools/testing/database.ts`, where it is imported),
 * always at the places that this process's environment names, and no test may print an error. Where test files share a process
 * nothing that one has left is there for the next.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { setClock } from '@/lib/platform/clock';
import { databaseOfFile } from './database-of-file';
import { environmentOfProcess } from './environment-of-process';
import './no-errors';

const { dataDir, rootKey } = environmentOfProcess(inject('testCluster'));
mkdirSync(join(dataDir, 'keys'), { mode: 0o700, recursive: true });
writeFileSync(join(dataDir, 'keys', 'root.key'), `${rootKey}\n`, { mode: 0o600 });

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
  rmSync(dataDir, { recursive: true, force: true });
});
