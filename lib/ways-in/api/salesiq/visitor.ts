import { z } from 'zod';
import { updateVisitor } from '@/lib/chat/conversations/update-visitor';
import { CareledgerError } from '@/lib/platform/errors';
import { invalidData } from '../api-error';
import type { Endpoint, JsonBody } from '../endpoint';
import { issuePath } from '../issue-path';
import { assertPortal, conversationIdOf, wrapped } from './portal';

const KEYS = { last_name: 'name', email: 'email', phone: 'phone' } as const;
type Changes = Partial<Record<(typeof KEYS)[keyof typeof KEYS], string>>;

const bodySchema = z
  .strictObject({
    last_name: z.string().optional().describe('The whole name; an empty text removes it'),
    email: z.string().optional(),
    phone: z.string().optional(),
  })
  .refine((given) => Object.keys(given).length > 0, { params: { empty: true } })
  .transform(
    (given): Changes =>
      Object.fromEntries(Object.entries(given).map(([key, value]) => [KEYS[key as keyof typeof KEYS], value])),
  );

const visitorBody: JsonBody<Changes> = {
  schema: bodySchema,
  refusal([issue]) {
    if (issue?.code === 'custom' && issue.params?.empty) {
      return invalidData('give one of last_name, email and phone');
    }
    const [key] = issuePath(issue);
    if (key === undefined) return invalidData('the body is no object');
    return invalidData('the body is not valid', Object.hasOwn(KEYS, key) ? { api_name: key } : {});
  },
};

/** Where SalesIQ's visitor API has it, and under its scope too. What is written is not echoed. */
export const visitorEndpoint: Endpoint<Changes> = {
  method: 'put',
  path: '/salesiq/v2/{portal}/conversations/{conversationId}/visitor',
  tag: 'Live chat',
  summary: 'Change the name, email or phone of a conversation’s visitor',
  need: () => [
    { area: 'visitors', act: 'UPDATE' },
    { area: 'conversations', act: 'UPDATE' },
  ],
  body: visitorBody,
  answers: { 200: 'It is changed; the answer holds ids only', 404: 'No such conversation' },
  async run(call) {
    assertPortal(call);
    const conversationId = conversationIdOf(call);
    const changes = await call.body();
    try {
      await updateVisitor(call.ctx, { conversationId, ...changes }, 'api');
    } catch (error) {
      throw withKey(error);
    }
    return wrapped(call, 'conversations', { id: conversationId });
  },
};

/** A refused field by the key that the caller wrote. */
function withKey(error: unknown): unknown {
  if (!(error instanceof CareledgerError) || error.code !== 'invalid') return error;
  const [field, message] = Object.entries(error.fields)[0] ?? [];
  const key = Object.entries(KEYS).find(([, name]) => name === field)?.[0];
  return key ? invalidData(message ?? error.message, { api_name: key }) : error;
}
