/**
 * Runs before each test file: an environment of its own (folder, root key, names of a database that
 * `lib/tools/testing/database.ts` makes where it is imported), and no test may print an error.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { databaseName, inDatabase } from './database-names';
import './no-errors';

const { ownerUrl, appUrl } = inject('testCluster');
const database = databaseName('test');
const dataDir = mkdtempSync(join(tmpdir(), 'careledger-data-'));
mkdirSync(join(dataDir, 'keys'), { mode: 0o700 });
writeFileSync(join(dataDir, 'keys', 'root.key'), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });

Object.assign(process.env, {
  DATA_DIR: dataDir,
  DATABASE_URL: inDatabase(appUrl, database),
  DATABASE_OWNER_URL: inDatabase(ownerUrl, database),
  NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
  NEXTAUTH_URL: 'http://localhost:3000',
  LOG_LEVEL: 'silent',
});

const noted = process.env.STATEMENTS;
if (noted) {
  const { keepRecorded, recordStatements } = await import('./statements/record');
  recordStatements();
  afterAll(() => keepRecorded(noted));
}

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
