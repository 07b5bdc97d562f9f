/** Connections as the database's owner, who passes row-level security, kept for all that a process asks as it. */
import { connect, type Sql } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';

let kept: Sql | undefined;

/** They let go by themselves, so that a program that made a fixture can end. */
const IDLE_S = 2;

/** To look at what the app wrote, or to tamper with it. */
export function ownerSql(): Sql {
  kept ??= connect(env().DATABASE_OWNER_URL, { max: 4, idle_timeout: IDLE_S });
  return kept;
}

/** Before the database goes; the next `ownerSql()` makes new ones. */
export async function endOwner(): Promise<void> {
  const ending = kept;
  kept = undefined;
  await ending?.end({ timeout: 5 });
}
