/** The environment of a process of tests: made once, since what reads it keeps what it read. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseName, inDatabase } from './database-names';

interface OfProcess {
  dataDir: string;
  /** In hexadecimal. */
  rootKey: string;
}

const MADE = Symbol.for('careledger.test-environment');
const holder = globalThis as { [MADE]?: OfProcess };

export function environmentOfProcess({ ownerUrl, appUrl }: { ownerUrl: string; appUrl: string }): OfProcess {
  if (holder[MADE]) return holder[MADE];
  const database = databaseName('test');
  const dataDir = mkdtempSync(join(tmpdir(), 'careledger-data-'));
  Object.assign(process.env, {
    DATA_DIR: dataDir,
    DATABASE_URL: inDatabase(appUrl, database),
    DATABASE_OWNER_URL: inDatabase(ownerUrl, database),
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    NEXTAUTH_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
  });
  holder[MADE] = { dataDir, rootKey: randomBytes(32).toString('hex') };
  return holder[MADE];
}
