/** The PostgreSQL of a test run: one that already runs for tests, else one of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type Connections, readConnections } from '@/lib/tools/dev/postgres/connection-file';
import { startEmbedded } from '@/lib/tools/dev/postgres/embedded';
import { THROWAWAY } from '@/lib/tools/dev/postgres/settings';

/** Where `lib/tools/dev/test-postgres.ts` keeps its cluster. */
export const TEST_POSTGRES = '.cache/test-postgres';

export interface Cluster {
  connections: Connections;
  stop(): Promise<void>;
}

/** The long-living cluster, if it answers. */
export async function keptCluster(): Promise<Connections | null> {
  const kept = readConnections(TEST_POSTGRES);
  return kept && (await answers(kept.owner)) ? kept : null;
}

/** Uses the long-living cluster if it answers; else starts one in a folder that `stop` removes. */
export async function openCluster(): Promise<Cluster> {
  const kept = await keptCluster();
  if (kept) return { connections: kept, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'careledger-test-'));
  const embedded = await startEmbedded(join(folder, 'data'), { settings: THROWAWAY, durable: false });
  return {
    connections: embedded,
    async stop() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(ownerUrl: string): Promise<boolean> {
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 2 });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
