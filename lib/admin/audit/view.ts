/**
 * Looking at the ledger, which is an act itself. One `ledger.view` is written for a person and a filter: when the filter
 * is another one than in that person's last view, or that is older than 15 minutes. Paging, opening entries and coming
 * back within that time add none, and since it is the ledger that decides, no address can page past it. The event is in
 * the transaction of the read: what is shown was written down.
 */

import { findField } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { type Activity, activityOverTime } from '@/lib/protection/ledger/activity';
import { encodeFacts } from '@/lib/protection/ledger/entry';
import { lastViewFacts, listEntries } from '@/lib/protection/ledger/queries';
import { type Viewer, whoSawRecord } from '@/lib/protection/ledger/who-saw';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type Completeness, completenessOf } from './answer/completeness';
import { type EntryLine, toEntryLine } from './entry-line';
import { listPeople, type Person } from './people';
import { type AuditQuery, factsOf, filterOf } from './query';

export interface LedgerView {
  lines: EntryLine[];
  hasNewer: boolean;
  hasOlder: boolean;
  activity: Activity;
  /** Only for one record. */
  whoSaw: Viewer[] | null;
  /** Only for one record: whether its entries are all there is. */
  completeness: Completeness | null;
  /** The module of this record, for those who may see the accounting of its disclosures. */
  accountedIn: string | null;
  modules: { apiName: string; label: string }[];
  /** Whose entries the asker may look for. */
  people: Person[];
}

export interface ViewPage {
  after?: Id;
  before?: Id;
}

const PAGE_SIZE = 50;
const SAME_VIEW_MS = 15 * 60 * 1000;
const TIMEOUT_MS = 8000;

/** @throws forbidden (an event too); limited when the filter makes the database search too long. */
export async function viewLedger(ctx: Context, query: AuditQuery, page: ViewPage): Promise<LedgerView> {
  const view = await viewEntries(ctx, query, page);
  const { record } = query;
  return {
    ...view,
    completeness: record === undefined ? null : await completenessOf(ctx, { kind: 'record', id: record }),
  };
}

type Entries = Omit<LedgerView, 'completeness'>;

async function viewEntries(ctx: Context, query: AuditQuery, page: ViewPage): Promise<Entries> {
  const now = clock.now();
  const filter = filterOf(query, ctx.timeZone, now);
  const facts = factsOf(query);
  return mutate(ctx, 'ledger.view', async (tx) => {
    await tx.sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`;
    const { module, record } = query;
    const [found, activity, whoSaw, lastFacts, metadata, people] = await Promise.all([
      listEntries(tx, ctx, filter, { ...page, size: PAGE_SIZE }),
      activityOverTime(tx, ctx, filter, now),
      record === undefined ? null : whoSawRecord(tx, ctx, record),
      lastViewFacts(tx, ctx, new Date(now.getTime() - SAME_VIEW_MS)),
      metadataFor(tx, ctx),
      listPeople(tx, ctx),
    ]);
    const { rows, hasNewer, hasOlder } = found;
    const shown = metadata.modules.find(({ apiName }) => apiName === (module ?? rows[0]?.module));
    const labelled = whoSaw?.map((viewer) => ({
      ...viewer,
      fields: viewer.fields.map((name) => (shown && findField(shown, name)?.label) ?? name),
    }));
    const value: Entries = {
      lines: rows.map((row) => toEntryLine(row, metadata, ctx.rights)),
      hasNewer,
      hasOlder,
      activity,
      whoSaw: labelled ?? null,
      accountedIn: record !== undefined && canInOrg(ctx.rights, 'readWholeLedger') ? (shown?.apiName ?? null) : null,
      modules: metadata.modules.map(({ apiName, plural }) => ({ apiName, label: plural })),
      people,
    };
    const isSameView = lastFacts === encodeFacts(facts);
    return isSameView ? unchanged(value) : { value, entries: [{ action: 'ledger.view', facts }] };
  });
}
