/** Lists of records and of what was done to one. */
import { createRecord } from '@/lib/crm/records/create';
import { listDuplicates } from '@/lib/crm/records/duplicates/list';
import { startDuplicateSearch } from '@/lib/crm/records/duplicates/start';
import { listRecords } from '@/lib/crm/records/list';
import { listDeleted } from '@/lib/crm/records/list-deleted';
import { listTimeline } from '@/lib/crm/records/timeline';
import { beginJob } from '@/lib/platform/background/life';
import type { Id } from '@/lib/platform/ids';
import { findDuplicates } from '@/lib/ways-in/jobs/handlers/find-duplicates';
import { bin, changedLead, deletedLeads, disturbLeads, leads, rename } from './leads';
import { FEW, idsIn, type MakeWalk, PER_PAGE, times, type WalkedList } from './walk';

export const RECORD_WALKS = {
  records: async (org) => {
    const ids = await leads(org);
    return {
      ids,
      read: async (after) => {
        const sort = { field: 'Name', order: 'asc' } as const;
        const page = await listRecords(org.operator, 'Leads', { sort, perPage: PER_PAGE, ...(after && { after }) });
        return { ids: idsIn(page.rows), next: page.next };
      },
      meanwhile: disturbLeads(org, ids, false),
    };
  },
  recycle_bin: async (org) => ({
    ...(await deletedLeads(org)),
    read: async (after) => {
      const page = await listDeleted(org.operator, 'Leads', { perPage: PER_PAGE, ...(after && { after }) });
      return { ids: idsIn(page.records), next: page.next };
    },
  }),
  duplicates: async (org) => {
    const ids = await times(2 * FEW, async (n) => {
      const values = { Last_Name: `Twin ${n}`, Email: `${Math.floor(n / 2)}@example.org` };
      return (await createRecord(org.operator, { module: 'Leads', values })).id;
    });
    const { jobId } = await startDuplicateSearch(org.operator, { module: 'Leads', by: ['Email'] });
    await beginJob(org.orgId, jobId);
    await findDuplicates(org.orgId, jobId, new AbortController().signal);
    return {
      ids,
      read: async (after) => {
        const asked = { module: 'Leads', perPage: PER_PAGE, ...(after && { after }) };
        const page = await listDuplicates(org.operator, asked);
        return { ids: page.groups.flatMap(({ records }) => records.map(({ id }) => id)), next: page.next };
      },
      // The twin of one that is gone is no duplicate any more.
      meanwhile: async (page, n) => {
        if (n > 1) return [];
        const pair = page.ids.slice(-2);
        await bin(org, pair[0] as Id);
        await rename(org, pair[1] as Id, 'ZZ to the end');
        return pair;
      },
    };
  },
  timeline: async (org) => {
    const { recordId, ids } = await changedLead(org);
    return {
      ids,
      read: async (before) => {
        const page = await listTimeline(org.operator, {
          module: 'Leads',
          recordId,
          perPage: PER_PAGE,
          ...(before && { before }),
        });
        return { ids: idsIn(page.events), next: page.next };
      },
      meanwhile: async (_, n) => rename(org, recordId, `Meanwhile ${n}`).then(() => []),
    };
  },
} satisfies Partial<Record<WalkedList, MakeWalk>>;
