import { z } from 'zod';
import { beginVisit } from '@/lib/chat/visitors/begin-visit';
import { readVisitorToken } from '@/lib/chat/visitors/token';
import { brandKeySchema, readBrandKey } from '../brand-key';
import type { VisitAnswer } from '../contract';
import type { Endpoint } from '../endpoint';
import { readJson } from '../read-json';

const visitSchema = z.object({ brand: brandKeySchema, token: z.string().max(200).optional() });

/** A token that is not right gets what no token gets: a new visitor. */
export const visitsEndpoint: Endpoint = {
  method: 'POST',
  path: 'visits',
  limit: 'visit',
  for: 'anybody',
  async run({ request, requestId }) {
    const given = await readJson(request, visitSchema);
    const visit = await beginVisit({ ...readBrandKey(given.brand), token: readVisitorToken(given.token) }, requestId);
    const { token, visitId, conversationId } = visit;
    return Response.json({ token, visitId, conversationId } satisfies VisitAnswer);
  },
};
