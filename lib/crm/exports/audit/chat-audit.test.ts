/** What SalesIQ's own page promises to audit of live chat, read where an officer reads it and in its file. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import { chatAuditQuerySchema, readAddress } from '@/lib/admin/audit/query';
import { viewLedger } from '@/lib/admin/audit/view';
import { closeConversation } from '@/lib/chat/conversations/close';
import { deleteConversations } from '@/lib/chat/conversations/delete';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { updateVisitor } from '@/lib/chat/conversations/update-visitor';
import { attachChatFile } from '@/lib/chat/files/attach';
import { downloadChatFile } from '@/lib/chat/files/download';
import { jobContext } from '@/lib/platform/background/job-context';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import type { LedgerFilter } from '@/lib/protection/ledger/filter';
import { ANSWERS, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { addContact } from '@/lib/tools/testing/health-org';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { downloadExport } from '../download';
import { runAuditExport, startAuditExport } from './export';

let org: TestOrg;
let conversationId: Id;
let visitId: Id;
let other: Id;

beforeAll(async () => {
  org = await makeOrg();
  await addContact(org, {});
  const visitor = await makeVisitor(org);
  ({ id: conversationId, visitId } = await startChat(visitor));
  await pickUp(org.operator, { conversationId });
  const source = Readable.from([Buffer.from('take one a day')]);
  const file = { conversationId, clientId: randomUUID(), fileName: 'plan.txt', source };
  const { fileId } = await attachChatFile(org.operator, file);
  const { stream } = await downloadChatFile(org.operator, { conversationId, fileId });
  stream.resume();
  await updateVisitor(org.operator, { conversationId, phone: '555 0100' });
  const program: Context = { ...org.operator, actor: { ...org.operator.actor, kind: 'client', name: 'Sync' } };
  await updateVisitor(program, { conversationId, email: 'other@visitor.example' }, 'api');
  await closeConversation(org.operator, { conversationId });
  await deleteConversations(org.admin, { ids: [conversationId] });
  ({ id: other } = await startChat(await makeVisitor(org)));
});

const view = (query: object = {}, ctx = org.officer) => viewLedger(ctx, chatAuditQuerySchema.parse(query), {});
const seen = async (query: object) =>
  (await view(query)).lines.map(({ what, who, fields, facts, chat }) => ({ what, who: who.name, fields, facts, chat }));

async function exported(filter: LedgerFilter): Promise<Record<string, string>[]> {
  const params = { filter, bom: false, group: 'chat' } as const;
  const jobId = await startAuditExport(org.officer, params);
  await beginJob(org.orgId, jobId);
  const options = { report: async () => {}, signal: new AbortController().signal };
  await runAuditExport(await jobContext(org.orgId, jobId), jobId, params, options);
  const { content, fileName } = await downloadExport(org.officer, jobId);
  expect(fileName).toMatch(/^chat-audit-log-\d{4}-\d\d-\d\d\.csv$/);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return parse(Buffer.concat(chunks).toString(), { columns: true, record_delimiter: '\r\n' });
}

test('the download of an attachment: when, by whom, of which conversation and visit', async () => {
  const [line] = await seen({ action: 'conversation.download' });
  expect(line).toMatchObject({
    what: 'Downloaded a conversation’s attachment',
    who: 'Olga Operator',
    chat: { conversationId, visitId },
  });
});

test('the deletion of a conversation: Visit ID and Conversation ID, and nothing else', async () => {
  expect(await seen({ action: 'conversation.delete' })).toEqual([
    {
      what: 'Moved a conversation to the recycle bin',
      who: 'Ada Admin',
      fields: [],
      facts: '',
      chat: { conversationId, visitId },
    },
  ]);
});

test('the change of a visitor’s name, email or phone: which, and whether by the form, an operator or the API', async () => {
  const changes = (await seen({ action: 'visitor.update', conversation: conversationId })).reverse();
  expect(changes.map(({ who, fields, facts }) => [who, fields, facts])).toEqual([
    ['Visitor', ['name', 'email'], 'By: pre chat form'],
    ['Olga Operator', ['phone'], 'By: operator'],
    ['Sync', ['email'], 'By: api'],
  ]);
});

test('is filtered by conversation and by visit, and never holds another act than live chat’s', async () => {
  const byConversation = (await view({ conversation: other })).lines;
  expect(new Set(byConversation.map(({ subjectId }) => subjectId))).toEqual(new Set([other]));
  const byVisit = (await view({ visit: visitId })).lines;
  expect(new Set(byVisit.map(({ chat }) => chat?.visitId))).toEqual(new Set([visitId]));
  expect(byVisit.length).toBeGreaterThan(5);
  expect(new Set((await view()).lines.map(({ group }) => group))).toEqual(new Set(['chat']));
  expect(readAddress({ action: 'record.create' }, chatAuditQuerySchema)).toBeNull();
  expect(readAddress({ visit: 'x' }, chatAuditQuerySchema)).toBeNull();
});

test('the file has columns of its own, the same lines, and no act outside live chat whatever is asked', async () => {
  const rows = await exported({});
  expect(Object.keys(rows[0] ?? {})).toEqual([
    'Time (UTC)',
    'Action',
    'Who',
    'Conversation ID',
    'Visit ID',
    'Fields',
    'Details',
  ]);
  expect(rows.find(({ Action }) => Action === 'Moved a conversation to the recycle bin')).toEqual({
    'Time (UTC)': expect.stringMatching(/^\d{4}-.*Z$/),
    Action: 'Moved a conversation to the recycle bin',
    Who: 'Ada Admin',
    'Conversation ID': conversationId,
    'Visit ID': visitId,
    Fields: '',
    Details: '',
  });
  expect(rows.map(({ Action }) => Action)).not.toContain('Created a record');
  expect(await exported({ actions: ['record.create'] })).toEqual([]);
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${ANSWERS.name}|${ANSWERS.email}|pills|555 0100|one a day`));
});

test('shows an operator the acts of their own, and another org nothing', async () => {
  const own = await view({ conversation: conversationId }, org.operator);
  expect(new Set(own.lines.map(({ who }) => who.id))).toEqual(new Set([org.operator.actor.id]));
  const stranger = await makeOrg();
  expect((await view({ conversation: conversationId }, stranger.officer)).lines).toEqual([]);
});
