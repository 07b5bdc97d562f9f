/**
 * A backup was put back, and whoever did says so: the tree goes on from the older state as a new incarnation, with an entry
 * that names the end that was published before. Without it the integrator and the verifier take the database for rolled back.
 */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { invalid } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { endFinding, openFindings } from '@/lib/protection/integrity/findings';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { checkpointFolder, newestNote, publish } from '@/lib/protection/ledger/integrate/published';
import { isBehindNote, isBehindPublished } from '@/lib/protection/ledger/integrate/standing';
import { openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { mutate } from '@/lib/protection/mutate';

/**
 * @param reason why, in words: kept sealed
 * @param elsewhere notes from places outside: the data folder's own may have been put back with the database
 * @throws invalid when the database is not behind what was published
 */
export async function restoreLedger(
  ctx: Context,
  reason: string,
  elsewhere: readonly string[] = [],
): Promise<{ lost: number }> {
  const folder = checkpointFolder(env().DATA_DIR, ctx.orgId);
  await takeOver(ctx, folder, elsewhere);
  const note = await newestNote(folder);
  if (note === null || !(await isBehindPublished(ctx.orgId, folder))) {
    throw invalid('The database stands where its published checkpoints say: nothing was put back.');
  }
  const { published, head } = await inOrg(ctx.orgId, async (tx) => ({
    published: openCheckpoint(note, [noteVerifier(ledgerSigner(await keysOf(tx)).vkey)]),
    head: await headOf(tx),
  }));
  const newSize = head?.size ?? 0;
  const facts = {
    incarnation: published.incarnation + 1,
    oldSize: published.size,
    oldRoot: published.root.toString('base64'),
    newSize,
    newRoot: head?.root.toString('base64') ?? null,
  };
  await mutate(ctx, 'ledger.restore', async () => ({
    value: undefined,
    entries: [{ action: 'ledger.restore', facts, note: reason }],
  }));
  for (let isFull = true; isFull; ) {
    const integrated = await integrateOrg(ctx.orgId, facts.incarnation);
    if (!integrated) throw invalid('Another process integrates this ledger. Stop the workers, and say it again.');
    await publish(folder, integrated.note);
    isFull = integrated.isFull;
  }
  await endBehind(ctx);
  return { lost: Math.max(0, published.size - newSize) };
}

/** Those of this ledger that are later than its database are published here again: the end that the entry names is among them. */
async function takeOver({ orgId }: Context, folder: string, elsewhere: readonly string[]): Promise<void> {
  for (const note of elsewhere) if (await isBehindNote(orgId, note)) await publish(folder, note);
}

/** What officers were told of it is over: the next database that is behind is told anew. */
async function endBehind(ctx: Context): Promise<void> {
  const findings = await inOrg(ctx.orgId, openFindings);
  for (const finding of findings)
    if (finding.what === 'ledger' || finding.what === 'ledger.behind') await endFinding(ctx, finding, {});
}
