/** The database to work on: the one the environment names, else the embedded one of the data folder. */
import postgres from 'postgres';
import { placeOf, sessionAttributes } from '@/lib/platform/database-url';
import type { Settings } from '@/lib/platform/env';
import { keepEmbedded } from './postgres/keep-embedded';
import { StartError } from './start-error';

export interface Database {
  ownerUrl: string;
  appUrl: string;
  /** Stops an embedded database; leaves another alone. */
  stop(): Promise<void>;
}

export async function openDatabase(settings: Settings): Promise<Database> {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = settings;
  if (!appUrl && !ownerUrl) {
    const embedded = await keepEmbedded(settings.DATA_DIR);
    return { ...embedded, ownerUrl: embedded.owner, appUrl: embedded.app };
  }
  if (!appUrl || !ownerUrl) {
    throw new StartError("Set both DATABASE_URL (the app's role) and DATABASE_OWNER_URL (the owner), or neither.");
  }
  await assertReachable('DATABASE_OWNER_URL', ownerUrl);
  return { ownerUrl, appUrl, stop: async () => {} };
}

/** Signs in once. Throws StartError that names the variable, the host and the reason, never the password. */
export async function assertReachable(variable: string, url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
    target_session_attrs: sessionAttributes(url),
  });
  try {
    await sql`select 1`;
  } catch (error) {
    const { code = '' } = error as { code?: string };
    throw new StartError(
      `The database of ${variable} (${placeOf(url)}) ${REASONS[code] ?? `does not answer: ${code}`}.`,
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'cannot be reached: nothing listens there',
  ENOTFOUND: 'cannot be reached: the host is not known',
  EAI_AGAIN: 'cannot be reached: the host is not known',
  CONNECT_TIMEOUT: 'cannot be reached: no answer within 5 seconds',
  '28P01': 'refuses the user or the password',
  '28000': 'refuses the user or the password',
  '3D000': 'does not exist',
  '53300': 'has no free connection',
  NO_SUITABLE_HOST: 'takes no changes: none of its hosts is a primary',
};
