/** Every list that is read page by page: how to fill it, how to read a page, and what others do to it in between. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { deleteConversations, restoreConversations } from '@/lib/chat/conversations/delete';
import { listDeletedConversations } from '@/lib/chat/conversations/list-deleted';
import { listForDeletion } from '@/lib/chat/conversations/list-for-deletion';
import { listQueue } from '@/lib/chat/conversations/queues';
import { sendMessage } from '@/lib/chat/messages/send';
import { attachFile, deleteAttachment } from '@/lib/crm/attachments/attach';
import { downloadBulkRead } from '@/lib/crm/exports/bulk/download';
import { openBulkRequest } from '@/lib/crm/exports/bulk/read';
import { runBulkRead } from '@/lib/crm/exports/bulk/run';
import { CELL_END, findEnd, LINE_END, selectCells } from '@/lib/crm/exports/csv/select';
import type { RowPlan } from '@/lib/crm/exports/rows/plan';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createNote, deleteNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { listDuplicates } from '@/lib/crm/records/duplicates/list';
import { startDuplicateSearch } from '@/lib/crm/records/duplicates/start';
import { listableModule, listRecords } from '@/lib/crm/records/list';
import { listDeleted } from '@/lib/crm/records/list-deleted';
import { nextRows } from '@/lib/crm/records/list-rows';
import { deleteRecords, purgeRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { listTimeline } from '@/lib/crm/records/timeline';
import { updateRecord } from '@/lib/crm/records/update';
import { queryWhere } from '@/lib/crm/records/where';
import { notify } from '@/lib/people/notices/notify';
import { listNotices } from '@/lib/people/notices/queries';
import { listUsers } from '@/lib/people/users/queries';
import { beginJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import { inOrg, type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { PagedList } from '@/lib/platform/paging/page-token';
import { listEntries } from '@/lib/protection/ledger/queries';
import { findDuplicates } from '@/lib/ways-in/jobs/handlers/find-duplicates';
import { asOwner } from '../as-owner';
import { makeAvailable, makeVisitor, startChat } from '../chat';
import { ownerSql } from '../database';
import { insertUser, type TestOrg } from '../make-org';
import { type Rest, restClient } from '../rest';
import { unzip } from '../unzip';

export interface Page {
  ids: Id[];
  /** What the next page is asked for by; null on the last. */
  next: string | null;
}

export interface Walk {
  /** What the list holds as the walk begins. */
  ids: readonly Id[];
  read(next: string | null): Promise<Page>;
  /** What others do behind a page. @returns ids that were not in the list throughout, or not at one place of it. */
  meanwhile(page: Page, n: number): Promise<Id[]>;
}

/** Lists that are read behind an id, which is the place itself: it is compared, and no row is looked for by it. */
export const LISTS_BY_ID = [
  'audit',
  'timeline',
  'notices',
  'chat.queue',
  'chat.deletion',
  'chat.bin',
  'api.coql',
  'export.records',
  'export.cells',
] as const;

export type WalkedList = PagedList | (typeof LISTS_BY_ID)[number];

const FEW = 23;
const PER_PAGE = 5;
const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Array.from({ length: count }).reduce<Promise<T[]>>(
    async (made, _, n) => [...(await made), await make(n)],
    Promise.resolve([]),
  );
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const addLead = async (org: TestOrg, name: string): Promise<Id> =>
  (await createRecord(org.operator, { module: 'Leads', values: { Last_Name: name, City: 'Boston' } })).id;
const rename = (org: TestOrg, id: Id, name: string) =>
  updateRecord(org.operator, { module: 'Leads', id, values: { Last_Name: name } });
const bin = (org: TestOrg, id: Id) => deleteRecords(org.operator, { module: 'Leads', ids: [id] });

async function leads(org: TestOrg): Promise<Id[]> {
  return times(FEW, (n) => addLead(org, `${LETTERS[n]} lead`));
}

/** The record at the edge is renamed or deleted, others are moved past the walk in both directions, new ones come. */
function disturbLeads(org: TestOrg, all: readonly Id[], isWalk: boolean): Walk['meanwhile'] {
  const given = new Set<Id>();
  return async ({ ids }, n) => {
    for (const id of ids) given.add(id);
    const edge = ids.at(-1);
    const ahead = all.filter((id) => !given.has(id));
    const moved: Id[] = [];
    const gone: Id[] = [];
    if (edge && n === 0) {
      await rename(org, edge, 'ZZ to the end');
      moved.push(edge);
    }
    if (edge && n === 1) {
      await bin(org, edge);
      gone.push(edge);
    }
    const behind = ahead.at(n % ahead.length);
    if (behind && n < 3) {
      await rename(org, behind, `AA behind ${n}`);
      moved.push(behind);
    }
    const deleted = all.filter((id) => !given.has(id) && id !== behind).at(1);
    if (deleted && n === 2) {
      await bin(org, deleted);
      gone.push(deleted);
    }
    await addLead(org, `AAA new ${n}`);
    await addLead(org, `ZZZ new ${n}`);
    return isWalk ? gone : [...gone, ...moved];
  };
}

const idsIn = (rows: { id: Id }[] | undefined): Id[] => (rows ?? []).map(({ id }) => id);

/** A list of the REST door: the address of its first page, and where its rows are. */
function restPages(rest: Rest, path: string, rows: string, body?: Record<string, unknown>): Walk['read'] {
  return async (next) => {
    const token: Record<string, string> = next === null ? {} : { page_token: next };
    const [method, query] = body ? ['POST', {}] : ['GET', token];
    const address = `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
    const answer = await rest(method, address, body && { ...body, ...token });
    if (answer.status === 204) return { ids: [], next: null };
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return {
      ids: idsIn(answer.body[rows]),
      next: answer.body.info?.next_page_token ?? answer.body.next_page_token ?? null,
    };
  };
}

/** Those at the edge go, and one more comes. */
const edgesGo =
  (remove: (id: Id) => Promise<unknown>, add: () => Promise<unknown>): Walk['meanwhile'] =>
  async ({ ids }) => {
    const edge = ids.at(-1);
    if (edge) await remove(edge);
    await add();
    return edge ? [edge] : [];
  };

const byToken = async (org: TestOrg) => restClient(org, org.operator);

async function deletedLeads(org: TestOrg): Promise<{ ids: Id[]; meanwhile: Walk['meanwhile'] }> {
  const ids = await leads(org);
  // Ten at once have one time: the id has to tell them apart.
  await deleteRecords(org.operator, { module: 'Leads', ids: ids.slice(0, 10) });
  for (const id of ids.slice(10)) await bin(org, id);
  const meanwhile: Walk['meanwhile'] = async (page, n) => {
    const edge = page.ids.at(-1);
    if (!edge) return [];
    const act = n % 2 === 0 ? restoreRecords : purgeRecords;
    await act(org.operator, { module: 'Leads', ids: [edge] });
    await bin(org, await addLead(org, 'Deleted meanwhile'));
    return [edge];
  };
  return { ids, meanwhile };
}

async function noted(org: TestOrg, rest: Rest, everywhere: boolean): Promise<Walk> {
  const recordId = await addLead(org, 'Noted');
  const ref = { module: 'Leads', recordId };
  const add = async () => (await createNote(org.operator, { ...ref, body: 'Called' })).id;
  const ids = await times(FEW, add);
  const path = everywhere ? '/crm/v8/Notes' : `/crm/v8/Leads/${recordId}/Notes`;
  return {
    ids,
    read: restPages(rest, `${path}?per_page=${PER_PAGE}`, 'data'),
    meanwhile: edgesGo((noteId) => deleteNote(org.operator, { ...ref, noteId }), add),
  };
}

async function people(org: TestOrg, count: number): Promise<{ ids: Id[]; meanwhile: Walk['meanwhile'] }> {
  const { Operator } = org.profileIds;
  const role = org.roleIds.Manager;
  const add = (name: string) => insertUser(org, name, Operator as Id, role as Id);
  await times(count, (n) => add(`${LETTERS[n % 26]} person ${n}`));
  const rows = await ownerSql()<{ id: Id }[]>`select id from users where org_id = ${org.orgId}`;
  const meanwhile: Walk['meanwhile'] = async ({ ids }) => {
    const edge = ids.at(-1);
    if (!edge) return [];
    await asOwner(org.orgId, (tx) => tx.sql`update users set name = 'AA moved' where id = ${edge}`);
    await add('Zz new');
    return [edge];
  };
  return { ids: idsIn([...rows]), meanwhile };
}

/** Conversations made of one, as many as a page of people's lists takes and more. */
async function conversations(org: TestOrg, count: number, deleted: boolean): Promise<Id[]> {
  const rest = await startOne(org);
  const ids = Array.from({ length: count }, () => newId());
  await ownerSql()`
    insert into chat_conversations
    select (jsonb_populate_record(c, jsonb_build_object('id', n.id, 'visit_id', n.id, 'status', 'closed',
      'closed_at', now(), 'deleted_at', case when ${deleted} then now() end))).*
    from chat_conversations c, unnest(${ids}::bigint[]) as n (id) where c.org_id = ${org.orgId} and c.id = ${rest}`;
  await ownerSql()`update chat_conversations set status = 'closed', closed_at = now() where id = ${rest}`;
  return deleted ? ids : [rest, ...ids];
}

async function startOne(org: TestOrg): Promise<Id> {
  await makeAvailable(org.operator);
  return (await startChat(await makeVisitor(org))).id;
}

const conversationsGo = (org: TestOrg) =>
  edgesGo(
    (id) => deleteConversations(org.admin, { ids: [id] }),
    () => startOne(org),
  );

/** As the walks go: each in an org of its own. */
export const WALKS: Record<WalkedList, (org: TestOrg) => Promise<Walk>> = {
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
  users: async (org) => ({
    ...(await people(org, 110)),
    read: async (after) => {
      const page = await listUsers(org.admin, after === null ? {} : { after });
      return { ids: idsIn(page.users), next: page.after };
    },
  }),
  'api.records': async (org) => {
    const ids = await leads(org);
    const path = `/crm/v8/Leads?fields=Last_Name&sort_by=Last_Name&sort_order=asc&per_page=${PER_PAGE}`;
    return { ids, read: restPages(await byToken(org), path, 'data'), meanwhile: disturbLeads(org, ids, true) };
  },
  'api.search': async (org) => {
    const ids = await leads(org);
    const asked = {
      criteria: '(City:equals:Boston)',
      sort_by: 'Modified_Time',
      sort_order: 'desc',
      per_page: PER_PAGE,
    };
    const read = restPages(await byToken(org), '/crm/v8/Leads/search', 'data', asked);
    return { ids, read, meanwhile: disturbLeads(org, ids, true) };
  },
  'api.deleted': async (org) => ({
    ...(await deletedLeads(org)),
    read: restPages(await byToken(org), `/crm/v8/Leads/deleted?type=recycle&per_page=${PER_PAGE}`, 'data'),
  }),
  'api.users': async (org) => ({
    ...(await people(org, FEW)),
    read: restPages(await byToken(org), `/crm/v8/users?type=AllUsers&per_page=${PER_PAGE}`, 'users'),
  }),
  'api.notes': async (org) => noted(org, await byToken(org), false),
  'api.every_note': async (org) => noted(org, await byToken(org), true),
  'api.attachments': async (org) => {
    const recordId = await addLead(org, 'Attached');
    const ref = { module: 'Leads', recordId };
    const add = async () =>
      (await attachFile(org.operator, { ...ref, fileName: 'a.txt', source: Readable.from([Buffer.from('text')]) })).id;
    const ids = await times(FEW, add);
    return {
      ids,
      read: restPages(await byToken(org), `/crm/v8/Leads/${recordId}/Attachments?per_page=${PER_PAGE}`, 'data'),
      meanwhile: edgesGo((id) => deleteAttachment(org.operator, { ...ref, id }), add),
    };
  },
  'api.timeline': async (org) => {
    const { recordId, ids } = await changedLead(org);
    return {
      ids,
      read: restPages(await byToken(org), `/crm/v8/Leads/${recordId}/__timeline?per_page=${PER_PAGE}`, '__timeline'),
      meanwhile: async (_, n) => rename(org, recordId, `Meanwhile ${n}`).then(() => []),
    };
  },
  'api.conversations': async (org) => {
    const ids = await conversations(org, FEW, false);
    const path = `/salesiq/v2/${org.orgId}/conversations?limit=${PER_PAGE}`;
    return { ids, read: restPages(await byToken(org), path, 'data'), meanwhile: conversationsGo(org) };
  },
  'api.messages': async (org) => {
    await makeAvailable(org.operator);
    const visitor = await makeVisitor(org);
    const { id: conversationId } = await startChat(visitor);
    const say = (text: string) => sendMessage(visitor.ctx, { conversationId, clientId: randomUUID(), text });
    await times(FEW, (n) => say(`Line ${n}`));
    const rows = await ownerSql()<{ id: Id }[]>`
      select id from chat_messages where org_id = ${org.orgId} and conversation_id = ${conversationId}`;
    const to = Date.now() + 60_000;
    const path = `/salesiq/v2/${org.orgId}/conversations/${conversationId}/messages?limit=${PER_PAGE}&to_time=${to}`;
    return {
      ids: idsIn([...rows]),
      read: restPages(await byToken(org), path, 'data'),
      meanwhile: async (_, n) => say(`Meanwhile ${n}`).then(() => []),
    };
  },
  'api.coql': async (org) => {
    const ids = await leads(org);
    const rest = await byToken(org);
    return {
      ids,
      read: async (last) => {
        const behind = `Last_Name is not null${last ? ` and id > '${last}'` : ''}`;
        const select_query = `select Last_Name from Leads where ${behind} order by id asc limit ${PER_PAGE}`;
        const { body } = await rest('POST', '/crm/v8/coql', { select_query });
        const page = idsIn(body?.data);
        return { ids: page, next: body?.info?.more_records ? (page.at(-1) ?? null) : null };
      },
      meanwhile: disturbLeads(org, ids, true),
    };
  },
  'export.records': async (org) => {
    const ids = await leads(org);
    return { ids, read: (after) => inBatches(org, after, nextBatch), meanwhile: disturbLeads(org, ids, true) };
  },
  'export.cells': async (org) => {
    const ids = await leads(org);
    return { ids, read: (after) => inBatches(org, after, nextCells), meanwhile: disturbLeads(org, ids, true) };
  },
  'api.bulk_read': async (org) => {
    const ids = await leads(org);
    return { ids, read: bulkPages(org, await byToken(org)), meanwhile: disturbLeads(org, ids, true) };
  },
  audit: async (org) => {
    const { recordId, ids } = await changedLead(org);
    return {
      ids,
      read: (after) =>
        inOrg(org.orgId, async (tx) => {
          const asked = { size: PER_PAGE, ...(after && { after }) };
          const page = await listEntries(tx, org.admin, { recordId }, asked);
          return { ids: idsIn(page.rows), next: page.hasOlder ? (page.rows.at(-1)?.id ?? null) : null };
        }),
      meanwhile: async (_, n) => rename(org, recordId, `Meanwhile ${n}`).then(() => []),
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
  notices: async (org) => {
    const tell = () =>
      writeInOrg(org.orgId, 'new_org', (tx) =>
        notify(tx, { userIds: [org.admin.actor.id] }, { kind: 'user.reactivated' as never }),
      );
    await times(120, tell);
    const rows = await ownerSql()<{ id: Id }[]>`
      select id from notices where org_id = ${org.orgId} and user_id = ${org.admin.actor.id}`;
    const meanwhile: Walk['meanwhile'] = async ({ ids }) => {
      const edge = ids.at(-1);
      if (edge) await ownerSql()`delete from notices where org_id = ${org.orgId} and id = ${edge}`;
      await tell();
      return edge ? [edge] : [];
    };
    return {
      ids: idsIn([...rows]),
      read: async (after) => {
        const page = await listNotices(org.admin, after === null ? {} : { after });
        return { ids: idsIn(page.notices), next: page.after };
      },
      meanwhile,
    };
  },
  'chat.queue': async (org) => ({
    ids: await conversations(org, 120, false),
    read: async (cursor) => {
      const page = await listQueue(org.operator, 'closed', cursor);
      return { ids: idsIn(page.rows), next: page.nextCursor };
    },
    meanwhile: conversationsGo(org),
  }),
  'chat.deletion': async (org) => ({
    ids: await conversations(org, 230, false),
    read: async (before) => {
      const page = await listForDeletion(org.admin, { state: 'closed', ...(before && { before }) });
      return { ids: idsIn(page), next: page.at(-1)?.id ?? null };
    },
    meanwhile: conversationsGo(org),
  }),
  'chat.bin': async (org) => ({
    ids: await conversations(org, 230, true),
    read: async (before) => {
      const page = await listDeletedConversations(org.admin, before);
      return { ids: idsIn(page), next: page.at(-1)?.id ?? null };
    },
    meanwhile: edgesGo(
      (id) => restoreConversations(org.admin, { ids: [id] }),
      () => startOne(org),
    ),
  }),
};

type ReadBatch = (tx: Tx, org: TestOrg, plan: RowPlan, after: Id | null) => Promise<Page>;

/** As exports, bulk reads and bundles go through a module. */
const inBatches = (org: TestOrg, after: Id | null, read: ReadBatch): Promise<Page> =>
  inOrg(org.orgId, async (tx) => {
    const { module, fields } = await listableModule(tx, org.operator, 'Leads', 'export');
    const query = await queryWhere(tx, org.operator, module, fields, null);
    return read(tx, org, { module, query, chosen: [] }, after);
  });

const nextBatch: ReadBatch = async (tx, _, { query }, after) => {
  const { rows, after: next } = await nextRows(tx, query, after, PER_PAGE);
  return { ids: idsIn(rows), next };
};

const nextCells: ReadBatch = async (tx, { operator }, plan, after) => {
  const upTo = await findEnd(tx, plan, after, PER_PAGE);
  const between = { after, upTo };
  const { bytes, after: next } = await selectCells(tx, operator, plan, await metadataOf(tx), between, {
    limit: PER_PAGE,
  });
  const lines = bytes.toString().split(String.fromCharCode(LINE_END));
  return { ids: lines.map((line) => line.split(String.fromCharCode(CELL_END))[0] ?? ''), next };
};

/** Each page is a job of its own; a page has two hundred thousand records, here five. */
function bulkPages(org: TestOrg, rest: Rest): Walk['read'] {
  return async (page_token) => {
    const query = { module: { api_name: 'Leads' }, fields: ['Last_Name'], ...(page_token && { page_token }) };
    const started = await rest('POST', '/crm/bulk/v8/read', { query });
    const jobId: Id = started.body.data[0].details.id;
    await beginJob(org.orgId, jobId);
    const options = { report: progressOf(org.orgId, jobId), signal: new AbortController().signal };
    await runBulkRead(org.operator, jobId, await openBulkRequest(org.orgId, jobId), options, PER_PAGE);
    const { result } = (await rest('GET', `/crm/bulk/v8/read/${jobId}`)).body.data[0];
    const lines = (await bulkFile(org, jobId)).trim().split('\r\n').slice(1);
    return { ids: lines.map((line) => line.split(',')[0] ?? ''), next: result.next_page_token };
  };
}

async function bulkFile(org: TestOrg, jobId: Id): Promise<string> {
  const { content } = await downloadBulkRead(org.operator, jobId);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return (await unzip(Buffer.concat(chunks)))[`${jobId}.csv`]?.toString() ?? '';
}

async function changedLead(org: TestOrg): Promise<{ recordId: Id; ids: Id[] }> {
  const recordId = await addLead(org, 'Changed');
  await times(FEW, (n) => rename(org, recordId, `Changed ${n}`));
  const rows = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and record_id = ${recordId}`;
  return { recordId, ids: idsIn([...rows]) };
}
