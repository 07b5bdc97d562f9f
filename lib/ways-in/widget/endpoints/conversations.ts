import { z } from 'zod';
import { startSchema } from '@/lib/chat/conversations/schemas';
import { startConversation } from '@/lib/chat/conversations/start';
import { notFound } from '@/lib/platform/errors';
import { brandKeySchema, readBrandKey } from '../brand-key';
import type { StartAnswer } from '../contract';
import { assertNoFlood } from '../crowd';
import type { Endpoint } from '../endpoint';
import { readJson } from '../read-json';

const requestSchema = startSchema
  .omit({ brandId: true, userAgent: true })
  .extend({ brand: brandKeySchema, clientId: z.uuid({ error: 'is not a UUID' }) });

const LONGEST_AGENT = 500;

export const startEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations',
  limit: 'conversation',
  for: 'visitor',
  async run({ ctx, request, address }) {
    const { brand, ...given } = await readJson(request, requestSchema);
    await assertNoFlood({ orgId: ctx.orgId, address, proof: request.headers.get('x-proof') });
    const { orgId, brandId } = readBrandKey(brand);
    if (orgId !== ctx.orgId) throw notFound('The brand');
    const userAgent = (request.headers.get('user-agent') ?? '').slice(0, LONGEST_AGENT);
    const { id, offline } = await startConversation(ctx, { ...given, brandId, userAgent }, address);
    return Response.json({ conversationId: id, offline } satisfies StartAnswer, { status: 201 });
  },
};
