/** The environment of what the commands start. */
import { resolve } from 'node:path';
import { parseEnv, type Settings } from '../env';
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
