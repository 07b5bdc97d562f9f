/**
 * How long ago somebody used what their profile gives, as the audit log tells it. Guarantees: acts that were done, by
 * themselves; what leaves no entry is told as not known, not as unused; up to where was looked is told.
 * Does not: count what programs do in their name, nor acts from before.
 */
import { metadataFor } from '@/lib/crm/modules/seen';
import type { ModuleRight, OrgRight, ProfileRights } from '@/lib/people/rights';
import { MODULE_RIGHTS } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface UsedRight {
  right: OrgRight | ModuleRight;
  /** Label; null: in the whole organisation. */
  module: string | null;
  /** Days since it was last used; null: no use was found. */
  days: number | null;
  /** Its use does not always leave an entry, so that none says nothing. */
  isTold: boolean;
}

export interface Use {
  rights: UsedRight[];
  /** ISO time: older entries were not looked at. */
  since: string;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 365;
const MOST_ENTRIES = 20_000;

/** Acts by which a right is used: whole names, or all of a kind (`chat_setup.`). */
const ACTS: Record<OrgRight, readonly string[]> = {
  revealPhi: ['record.reveal', 'record.subject_export', 'conversation.open', 'conversation.reveal'],
  manageCompliance: ['compliance.', 'settings.update', 'field.mark', 'field.unmark', 'agreement.', 'app.'],
  manageModules: ['module.create', 'module.update', 'field.create', 'field.update', 'field.delete', 'layout.update'],
  manageUsers: [
    'user.create',
    'user.update',
    'user.invite',
    'user.factor_reset',
    'profile.',
    'role.',
    'sso.',
    'scim.',
    'api_client.',
  ],
  readLedger: ['ledger.view', 'ledger.verify'],
  readWholeLedger: ['ledger.view', 'ledger.verify', 'review.', 'approval.confirm'],
  exportLedger: ['ledger.export_start', 'ledger.download'],
  manageChat: ['chat_setup.'],
  emergencyAccess: ['emergency.start'],
  deleteConversations: ['conversation.delete'],
};

const MODULE_ACTS: Record<ModuleRight, readonly string[]> = {
  view: ['record.', 'note.', 'attachment.', 'import.', 'export.'],
  create: ['record.create', 'record.convert'],
  edit: ['record.update', 'record.merge', 'record.convert', 'mass_change.'],
  delete: ['record.delete'],
  import: ['import.'],
  export: ['export.', 'record.print'],
};

interface LastAct {
  action: string;
  module: string | null;
  atMs: number;
}

/** @param person whose profile has these rights */
export async function readUse(tx: Tx, ctx: Context, person: { id: Id; rights: ProfileRights }, at: Date): Promise<Use> {
  const sinceMs = at.getTime() - MOST_DAYS * DAY_MS;
  const rows = await tx.sql<(LastAct & { oldestMs: number; count: number })[]>`
    with newest as (
      select action, module, at from ledger_entries
      where org_id = ${tx.orgId} and actor_id = ${person.id} and outcome = 'done'
        and at > ${new Date(sinceMs).toISOString()}::timestamptz
      order by id desc limit ${MOST_ENTRIES}
    )
    select action, module, (extract(epoch from max(at)) * 1000)::double precision as "atMs",
      (extract(epoch from min(at)) * 1000)::double precision as "oldestMs", count(*)::int as count
    from newest group by action, module`;
  const isCut = rows.reduce((sum, { count }) => sum + count, 0) >= MOST_ENTRIES;
  const since = isCut ? Math.min(...rows.map(({ oldestMs }) => oldestMs)) : sinceMs;
  const { modules } = await metadataFor(tx, ctx);
  const last = (acts: readonly string[], module: string | null): number | null => {
    const fits = rows.filter(
      (row) =>
        (module === null || row.module === module) &&
        acts.some((act) => (act.endsWith('.') ? row.action.startsWith(act) : row.action === act)),
    );
    return fits.length === 0
      ? null
      : Math.max(0, Math.floor((at.getTime() - Math.max(...fits.map(({ atMs }) => atMs))) / DAY_MS));
  };
  const { rights } = person;
  const ofOrg = rights.org.map((right) => ({ right, module: null, days: last(ACTS[right], null), isTold: true }));
  const ofModules = modules.flatMap(({ apiName, plural }) =>
    MODULE_RIGHTS.filter((right) => (rights.modules[apiName] ?? rights.everyModule).includes(right)).map((right) => ({
      right,
      module: plural,
      days: last(MODULE_ACTS[right], apiName),
      // Looking at what holds no health data leaves no entry.
      isTold: right !== 'view',
    })),
  );
  return { rights: [...ofOrg, ...ofModules], since: new Date(since).toISOString() };
}
