import { z } from 'zod';
import { updateVisitor } from '@/lib/chat/conversations/update-visitor';
import { CareledgerError } from '@/lib/platform/errors';
import { invalidData } from '../api-error';
import type { Endpoint } from '../endpoint';
import { readJson } from '../read-body';
import { assertPortal, conversationIdOf, wrapped } from './portal';

const visitorBody = z.object({
  last_name: z.string().optional().describe('The whole name; an empty text removes it'),
  email: z.string().optional(),
  phone: z.string().optional(),
});

const KEYS = { last_name: 'name', email: 'email', phone: 'phone' } as const;

/** @throws INVALID_DATA naming the key. */
function changesIn(body: unknown): Partial<Record<'name' | 'email' | 'phone', string>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidData('the body is no object');
  const given = Object.entries(body);
  const unknown = given.find(([key, value]) => !Object.hasOwn(KEYS, key) || typeof value !== 'string');
  if (unknown) {
    const [key] = unknown;
    throw invalidData('the body is not valid', Object.hasOwn(KEYS, key) ? { api_name: key } : {});
  }
  if (given.length === 0) throw invalidData('give one of last_name, email and phone');
  return Object.fromEntries(given.map(([key, value]) => [KEYS[key as keyof typeof KEYS], value]));
}

/** Where SalesIQ's visitor API has it, and under its scope too. What is written is not echoed. */
export const visitorEndpoint: Endpoint = {
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
    const changes = changesIn(await readJson(call.request));
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
