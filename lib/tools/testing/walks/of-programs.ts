/** Lists that programs read. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { sendMessage } from '@/lib/chat/messages/send';
import { attachFile, deleteAttachment } from '@/lib/crm/attachments/attach';
import { createNote, deleteNote } from '@/lib/crm/notes/write';
import type { Id } from '@/lib/platform/ids';
import { makeAvailable, makeVisitor, startChat } from '../chat';
import { ownerSql } from '../database';
import type { TestOrg } from '../make-org';
import type { Rest } from '../rest';
import { addLead, changedLead, deletedLeads, disturbLeads, leads, rename } from './leads';
import { conversations, conversationsGo } from './of-chat';
import { people } from './of-people';
import { byToken, restPages } from './rest-pages';
import { edgesGo, FEW, idsIn, type MakeWalk, PER_PAGE, times, type Walk, type WalkedList } from './walk';

async function walkNotes(org: TestOrg, rest: Rest, everywhere: boolean): Promise<Walk> {
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

export const PROGRAM_WALKS = {
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
  'api.notes': async (org) => walkNotes(org, await byToken(org), false),
  'api.every_note': async (org) => walkNotes(org, await byToken(org), true),
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
} satisfies Partial<Record<WalkedList, MakeWalk>>;
