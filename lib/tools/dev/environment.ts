/** The environment of what the commands start. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv, type Settings } from '@/lib/platform/env';
import type { Database } from './database';
import { sessionSecret } from './keys';

/** The settings as given, the data folder made absolute. */
export function readSettings(): Settings {
  const settings = parseEnv(process.env);
  return { ...settings, DATA_DIR: resolve(settings.DATA_DIR) };
}

/** Completes the environment of this process and its children, so that `env()` has all it needs. */
export function completeEnvironment(settings: Settings, database: Database): void {
  Object.assign(process.env, {
    PORT: String(settings.PORT),
    DATA_DIR: settings.DATA_DIR,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    NEXTAUTH_SECRET: sessionSecret(settings),
    NEXTAUTH_URL: settings.NEXTAUTH_URL ?? `http://localhost:${settings.PORT}`,
  });
}

/** What would lead `npm run dev` to the data, the keys or the address of another Careledger. Empty counts as unset. */
export function withoutOwnDatabase(): void {
  const names = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'ROOT_KEY', 'ROOT_KEY_FILE', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL'];
  for (const name of names) process.env[name] = '';
}

/** The password of the first users for `npm run dev`: made once, and kept, since it is shown at every start. */
export function devPassword(folder: string): string {
  const path = join(folder, 'demo-password');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = randomBytes(12).toString('base64url');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
