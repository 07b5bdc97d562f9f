import { z } from 'zod';
import { deleteConversations } from '@/lib/chat/conversations/delete';
import { listConversations } from '@/lib/chat/programs/list';
import { readConversation } from '@/lib/chat/programs/read';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import { type Id, isId } from '@/lib/platform/ids';
import { invalidData } from '../api-error';
import type { Endpoint, JsonBody } from '../endpoint';
import { issuePath, valueAt } from '../issue-path';
import { readQuery } from '../read-query';
import { toConversationJson, toDetailsJson } from './conversation-json';
import { pageOf, pageQuery, timeParameter } from './paging';
import { assertPortal, conversationIdOf, wrapped } from './portal';

/** SalesIQ's words for a state; `connected` is one that an operator has. */
const STATUSES: Record<string, ConversationStatus[]> = {
  open: ['waiting', 'open'],
  waiting: ['waiting'],
  connected: ['open'],
  missed: ['missed'],
  closed: ['closed'],
  end: ['closed'],
};

const idParameter = z.string().refine(isId);

const listQuery = z.object({
  ...pageQuery,
  status: z.enum(Object.keys(STATUSES) as [string, ...string[]]).optional(),
  department_id: idParameter.optional(),
  attender_id: idParameter.optional(),
  app_id: idParameter.optional(),
  from_time: timeParameter.describe('Started at or after, in milliseconds').optional(),
  to_time: timeParameter.describe('Started before, in milliseconds').optional(),
});

/** What else SalesIQ has is refused by name, as any parameter that is not here: a search by email is one over PHI. */
export const listEndpoint: Endpoint = {
  method: 'get',
  path: '/salesiq/v2/{portal}/conversations',
  tag: 'Live chat',
  summary: 'List conversations, the newest first; of their visitors only ids',
  need: () => ({ area: 'conversations', act: 'READ' }),
  query: listQuery,
  answers: { 200: 'ConversationList' },
  async run(call) {
    assertPortal(call);
    const asked = readQuery(listQuery, call.query);
    const { page: _, limit: __, page_token: ___, ...by } = asked;
    const page = await pageOf<Id>(call, { list: 'api.conversations', by }, asked);
    const { rows, more } = await listConversations(call.ctx, {
      ...page.reads,
      ...(asked.status && { statuses: STATUSES[asked.status] }),
      ...(asked.department_id && { departmentId: asked.department_id }),
      ...(asked.attender_id && { operatorId: asked.attender_id }),
      ...(asked.app_id && { brandId: asked.app_id }),
      ...(asked.from_time && { from: asked.from_time }),
      ...(asked.to_time && { to: asked.to_time }),
    });
    return wrapped(call, 'list', rows.map(toConversationJson), {
      more,
      next: page.next(more ? rows.at(-1)?.id : null),
    });
  },
};

export const getEndpoint: Endpoint = {
  method: 'get',
  path: '/salesiq/v2/{portal}/conversations/{conversationId}',
  tag: 'Live chat',
  summary: 'Get a conversation; each time an event',
  need: () => ({ area: 'conversations', act: 'READ' }),
  answers: { 200: 'Conversation', 404: 'No such conversation' },
  async run(call) {
    assertPortal(call);
    const read = await readConversation(call.ctx, conversationIdOf(call));
    return wrapped(call, 'conversations', toDetailsJson(read));
  },
};

const idInBody = z.union([z.string(), z.number().int()]).transform(String).refine(isId);

const deleteSchema = z.strictObject({
  ids: z.array(idInBody).describe('At most 200, as strings or whole numbers'),
});
type Deleting = z.output<typeof deleteSchema>;

const deleteBody: JsonBody<Deleting> = {
  schema: deleteSchema,
  refusal(issues, given) {
    const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
    if (unknown) {
      return invalidData('the member is not known', { api_name: String(issuePath(unknown).at(-1)).slice(0, 100) });
    }
    const message = Array.isArray(valueAt(given, ['ids'])) ? 'write each id as a string' : 'a list of ids is needed';
    return invalidData(message, { api_name: 'ids' });
  },
};

export const deleteEndpoint: Endpoint<Deleting> = {
  method: 'delete',
  path: '/salesiq/v2/{portal}/conversations',
  tag: 'Live chat',
  summary: 'Move closed conversations to the recycle bin, all or none',
  need: () => ({ area: 'conversations', act: 'DELETE' }),
  body: deleteBody,
  answers: { 200: 'They are in the recycle bin', 404: 'One of them is not there, or not closed' },
  async run(call) {
    assertPortal(call);
    const { ids } = await call.body();
    await deleteConversations(call.ctx, { ids });
    return wrapped(call, 'conversations', { ids });
  },
};
