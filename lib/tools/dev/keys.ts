/** The keys at start: the root key must be there and be the right one before anything is served. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { openKeyring } from '@/lib/platform/crypto/keyring';
import { envProvider } from '@/lib/platform/crypto/providers/env';
import { localFileProvider } from '@/lib/platform/crypto/providers/local-file';
import { sessionAttributes } from '@/lib/platform/database-url';
import { dataKeys } from '@/lib/platform/db/schema/keys';
import { rootKeyFile, type Settings } from '@/lib/platform/env';

/**
 * Opens the data keys of one org with the root key, which is made only while the database has no org.
 * @throws RootKeyError when it is missing or malformed, WrongRootKeyError when it is another.
 */
export async function checkRootKey(settings: Settings, ownerUrl: string): Promise<void> {
  const rows = await someDataKeys(ownerUrl);
  const provider = settings.ROOT_KEY
    ? envProvider(settings.ROOT_KEY)
    : await localFileProvider(rootKeyFile(settings), { create: rows.length === 0 });
  if (rows.length > 0) await openKeyring(rows, provider);
}

async function someDataKeys(ownerUrl: string) {
  const connection = postgres(ownerUrl, {
    max: 1,
    onnotice: () => {},
    target_session_attrs: sessionAttributes(ownerUrl),
  });
  try {
    return await drizzle(connection).transaction(async (tx) => {
      // An owner need not pass row-level security: name the org as everybody does.
      await tx.execute(sql`select set_config('app.every_org', 'on', true)`);
      await tx.execute(
        sql`select set_config('app.org_id', (select org_id::text from orgs order by org_id limit 1), true)`,
      );
      await tx.execute(sql`select set_config('app.every_org', '', true)`);
      return tx.select().from(dataKeys).where(sql`${dataKeys.orgId} = app.org_id()`);
    });
  } finally {
    await connection.end({ timeout: 5 });
  }
}

/** The secret that signs session cookies: kept in the data folder, so that people stay signed in over a restart. */
export function sessionSecret(settings: Settings): string {
  if (settings.NEXTAUTH_SECRET) return settings.NEXTAUTH_SECRET;
  const path = join(settings.DATA_DIR, 'keys', 'session.key');
  try {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept.length >= 32) return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('hex');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}
