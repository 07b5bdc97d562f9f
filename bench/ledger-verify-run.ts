/** Run by bench/ledger.ts in a process of its own: `ledger-verify-run <org>`: verifies a ledger, and hashes the same bytes bare. */
import { createHash } from 'node:crypto';
import { closeClient } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { encodeEntry, entryOfRow } from '@/lib/protection/ledger/entry';
import { entriesById } from '@/lib/protection/ledger/queries';
import { verifyOrg } from '@/lib/protection/ledger/verify/verify-org';

const [orgId = ''] = process.argv.slice(2);
const HASHED = 20_000;

/** Microseconds that an entry's canonical bytes take to be hashed. */
async function bareUs(): Promise<number> {
  const encoded = await inOrg(orgId, async (tx) => {
    const leaves = await tx.sql<{ id: string }[]>`
      select entry_id as id from ledger_leaves where org_id = ${orgId} order by index limit ${HASHED}`;
    const rows = await entriesById(
      tx,
      leaves.map(({ id }) => id),
    );
    return rows.map((row) => Buffer.from(encodeEntry(entryOfRow(row))));
  });
  const started = performance.now();
  for (let round = 0; round < 10; round += 1) {
    for (const bytes of encoded) createHash('sha256').update(bytes).digest();
  }
  return ((performance.now() - started) * 1000) / (10 * encoded.length);
}

const started = performance.now();
const { verdict, entries, problem } = await verifyOrg(orgId);
const verifiedUs = ((performance.now() - started) * 1000) / entries;
// Before what is bare holds so many of them in memory.
const peakBytes = process.resourceUsage().maxRSS * 1024;
const hashedUs = await bareUs();
await closeClient();
process.stdout.write(JSON.stringify({ verdict, problem, entries, verifiedUs, hashedUs, peakBytes }));
