/**
 * Looks again at what was found to be changed outside Careledger. What is whole again, or gone, is told once, and would be
 * told anew if it were found once more.
 */
import { isSettledOrKept } from '../../approvals/decide';
import { systemContext } from '../../context';
import { everyOrgId } from '../../db/every-org';
import { inOrg, type Tx } from '../../db/transaction';
import { opens } from '../../disclose/door';
import type { SealedRow } from '../../disclose/row';
import type { Id } from '../../ids';
import { countOpen, MOST_NAMED } from '../../integrity/failure';
import { endFinding, type Finding, openFindings } from '../../integrity/findings';
import { isJobGoneOrKept } from '../../integrity/kept-job';
import { areRightsOfWhole } from '../../integrity/rights';
import { areSettingsKept } from '../../integrity/setting';
import { getModuleById } from '../../modules/definition';
import { metadataOf } from '../../modules/metadata';

/** Every minute: at most 500 of an org. */
export async function endFindingsEverywhere(): Promise<void> {
  for (const orgId of await everyOrgId()) await endFindings(orgId);
}

export async function endFindings(orgId: Id): Promise<void> {
  const findings = await inOrg(orgId, openFindings);
  const ctx = systemContext(orgId, 'integrity');
  for (const finding of findings) {
    const about = await inOrg(orgId, (tx) => lookAgain(tx, finding));
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
    case 'approval':
      return (await isSettledOrKept(tx, id)) ? {} : null;
    case 'setting':
      return (await areSettingsKept(tx)) ? {} : null;
    case 'job':
      return (await isJobGoneOrKept(tx, id)) ? {} : null;
    case 'records':
      return (await countOpen(tx, 'record')) > MOST_NAMED ? null : {};
    // Papers, chats and entries are told anew each month, while they are looked at.
    default:
      return null;
  }
}

async function recordAgain(tx: Tx, id: Id): Promise<{ module?: string; recordId?: Id } | null> {
  const [row] = await tx.sql<(SealedRow & { module_id: Id })[]>`
    select id, values, sealed, seal_version, module_id from records where org_id = ${tx.orgId} and id = ${id}`;
  if (!row) return { recordId: id };
  const module = getModuleById(await metadataOf(tx), row.module_id);
  return (await opens(tx, module, row)) ? { module: module.apiName, recordId: id } : null;
}
