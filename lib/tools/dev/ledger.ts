/**
 * `npm run ledger -- keys`: the verifier key of each organisation's ledger, for whoever checks checkpoints elsewhere.
 * `npm run ledger -- restored --reason TEXT [--org ID]`: says that a backup was put back, so that the ledger goes on from it.
 */
import { parseArgs } from 'node:util';
import { restoreLedger } from '@/lib/admin/audit/restore';
import { systemContext } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { checkpointFolder } from '@/lib/protection/ledger/integrate/published';
import { isBehindPublished } from '@/lib/protection/ledger/integrate/standing';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { say, sayError } from './say';
import { StartError } from './start-error';

const USAGE = 'npm run ledger -- keys | restored --reason TEXT [--org ID]';
const text = { type: 'string' } as const;

async function sayKeys(): Promise<void> {
  for (const orgId of await everyOrgId()) say(await inOrg(orgId, async (tx) => ledgerSigner(await keysOf(tx)).vkey));
}

/** Whoever may run this on the machine holds the root key and the database already. */
async function sayRestored(reason: string, orgId: string | undefined): Promise<void> {
  let told = 0;
  for (const id of orgId === undefined ? await everyOrgId() : [orgId]) {
    if (!(await isBehindPublished(id, checkpointFolder(env().DATA_DIR, id)))) continue;
    const { lost } = await restoreLedger(systemContext(id, `command-${newId()}`), reason);
    say(`Organisation ${id}: its ledger goes on. Entries that were published and are not in the backup: ${lost}.`);
    told += 1;
  }
  if (told === 0) throw new StartError('No ledger is behind its published checkpoints: no backup was put back.');
}

try {
  const { values, positionals } = parseArgs({ options: { reason: text, org: text }, allowPositionals: true });
  const [command] = positionals;
  if (command === 'keys') await sayKeys();
  else if (command === 'restored' && values.reason?.trim()) await sayRestored(values.reason.trim(), values.org);
  else throw new StartError(USAGE);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
} finally {
  await closeClient();
}
