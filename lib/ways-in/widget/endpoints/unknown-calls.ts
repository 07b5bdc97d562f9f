import { z } from 'zod';
import { MAX_CALLS } from '@/lib/chat/setup/call-path';
import { noteUnknownCalls } from '@/lib/chat/setup/unknown-calls';
import { brandKeySchema, readBrandKey } from '../brand-key';
import { done, type Endpoint } from '../endpoint';
import { readJson } from '../read-json';

const toldSchema = z.object({ brand: brandKeySchema, calls: z.array(z.string().max(500)).max(MAX_CALLS) });

/** Names of calls that the site's scripts made and we do not have, for the administrator. */
export const unknownCallsEndpoint: Endpoint = {
  method: 'POST',
  path: 'unknown-calls',
  limit: 'report',
  for: 'anybody',
  async run({ request }) {
    const { brand, calls } = await readJson(request, toldSchema);
    const { orgId, brandId } = readBrandKey(brand);
    await noteUnknownCalls(orgId, brandId, calls);
    return done();
  },
};
