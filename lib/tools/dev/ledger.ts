/**
 * `npm run ledger -- keys`: the verifier key of each organisation's ledger, for whoever checks checkpoints elsewhere.
 * `npm run ledger -- restored --reason TEXT [--org ID] [--checkpoint FILE]`: says that a backup was put back, so that the ledger
 * goes on from it. The newest checkpoint is taken from the data folder, the places of `LEDGER_PUBLISH`, and the file.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { restoreLedger } from '@/lib/admin/audit/restore';
import { systemContext } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { checkpointFolder } from '@/lib/protection/ledger/integrate/published';
import { isBehindNote, isBehindPublished } from '@/lib/protection/ledger/integrate/standing';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { readBack } from '@/lib/ways-in/jobs/publish/read-back';
import { say, sayError } from './say';
import { StartError } from './start-error';

const USAGE = 'npm run ledger -- keys | restored --reason TEXT [--org ID] [--checkpoint FILE]';
const text = { type: 'string' } as const;

async function sayKeys(): Promise<void> {
  for (const orgId of await everyOrgId()) say(await inOrg(orgId, async (tx) => ledgerSigner(await keysOf(tx)).vkey));
}

/** Whoever may run this on the machine holds the root key and the database already. */
async function sayRestored(reason: string, { org, checkpoint }: { org?: string; checkpoint?: string }): Promise<void> {
  const given = checkpoint === undefined ? [] : [await readFile(checkpoint, 'utf8')];
  let told = 0;
  for (const id of org === undefined ? await everyOrgId() : [org]) {
    const elsewhere = [...(await readBack(id)).notes, ...given];
    if (!(await isBehind(id, elsewhere))) continue;
    const { lost } = await restoreLedger(systemContext(id, `command-${newId()}`), reason, elsewhere);
    say(`Organisation ${id}: its ledger goes on. Entries that were published and are not in the backup: ${lost}.`);
    told += 1;
  }
  if (told === 0) throw new StartError('No ledger is behind its published checkpoints: no backup was put back.');
}

async function isBehind(id: Id, elsewhere: readonly string[]): Promise<boolean> {
  for (const note of elsewhere) if (await isBehindNote(id, note)) return true;
  return isBehindPublished(id, checkpointFolder(env().DATA_DIR, id));
}

try {
  const { values, positionals } = parseArgs({
    options: { reason: text, org: text, checkpoint: text },
    allowPositionals: true,
  });
  const [command] = positionals;
  if (command === 'keys') await sayKeys();
  else if (command === 'restored' && values.reason?.trim()) await sayRestored(values.reason.trim(), values);
  else throw new StartError(USAGE);
} catch (error) {
  sayError(error);
  process.exitCode = 1;
} finally {
  await closeClient();
}
