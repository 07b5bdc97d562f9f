/**
 * Looks again at what was found to be changed outside Careledger. What is whole again, or gone, is told once, and would be
 * told anew if it were found once more.
 */

import { getModuleById } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { isSettledOrKept } from '@/lib/people/approvals/decide';
import { systemContext } from '@/lib/platform/context';
import { everyOrgId } from '@/lib/platform/db/every-org';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { opens } from '@/lib/protection/disclose/door';
import type { SealedRow } from '@/lib/protection/disclose/row';
import { countOpen, MOST_NAMED } from '@/lib/protection/integrity/failure';
import { endFinding, type Finding, openFindings } from '@/lib/protection/integrity/findings';
import { isJobGoneOrKept } from '@/lib/protection/integrity/kept-job';
import { areRightsOfWhole, isSharingWholeOrGone } from '@/lib/protection/integrity/rights';
import { areSettingsKept } from '@/lib/protection/integrity/setting';
import { isLastCommitted, readCommitted } from '@/lib/protection/ledger/committed';
import { ledgerAgain } from '../ledger-again';

/** Every minute: at most 500 of an org. */
export async function endFindingsEverywhere(): Promise<void> {
  for (const orgId of await everyOrgId()) await endFindings(orgId);
}

export async function endFindings(orgId: Id): Promise<void> {
  const findings = await inOrg(orgId, openFindings);
  const ctx = systemContext(orgId, 'integrity');
  for (const finding of findings) {
    const about = finding.what.startsWith('ledger')
      ? await ledgerAgain(orgId, finding)
      : await inOrg(orgId, (tx) => lookAgain(tx, finding));
    if (about) await endFinding(ctx, finding, about);
  }
}

/** What it was found at, where it is whole again; null while it is not. */
async function lookAgain(tx: Tx, { what, id }: Finding): Promise<{ module?: string; recordId?: Id } | null> {
  switch (what) {
    case 'record':
      return recordAgain(tx, id);
    case 'protection':
      return (await metadataOf(tx)).intact ? {} : null;
    case 'rights':
      return (await areRightsOfWhole(tx, id)) ? {} : null;
    case 'sharing':
      return (await isSharingWholeOrGone(tx, id)) ? {} : null;
    case 'approval':
      return (await isSettledOrKept(tx, id)) ? {} : null;
    case 'setting':
      return (await areSettingsKept(tx)) ? {} : null;
    case 'job':
      return (await isJobGoneOrKept(tx, id)) ? {} : null;
    case 'records':
      return (await countOpen(tx, 'record')) > MOST_NAMED ? null : {};
    // Notes, files, chats and entries are told anew each month, while they are looked at.
    default:
      return null;
  }
}

async function recordAgain(tx: Tx, id: Id): Promise<{ module?: string; recordId?: Id } | null> {
  const [row] = await tx.sql<(SealedRow & { module_id: Id })[]>`
    select id, values, sealed, seal_version, module_id from records where org_id = ${tx.orgId} and id = ${id}`;
  if (!row) return { recordId: id };
  const module = getModuleById(await metadataOf(tx), row.module_id);
  const said = await readCommitted(tx, id);
  const isLast = isLastCommitted(
    await keysOf(tx),
    { recordId: id, version: row.seal_version, sealed: row.sealed },
    said,
  );
  return isLast && (await opens(tx, module, row)) ? { module: module.apiName, recordId: id } : null;
}
