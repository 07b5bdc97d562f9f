import { findById } from '@/lib/people/users/sso/find';
import { samlMetadata } from '@/lib/people/users/sso/saml';
import { notFound } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { countCall } from '@/lib/ways-in/widget/rate-limits';
import { clientAddress } from '../client-address';
import { requestIdOf } from '../mark-requests';
import { errorResponse } from '../route';
import { DATA_HEADERS } from '../security-headers';
import { samlPlacesOf } from './places';

/**
 * Our own addresses and certificates, for the provider. The same for every id, whether there is such a connection or not, but for the
 * certificate of one that has a key of ours: that is what it is for.
 */
export async function metadataResponse(request: Request, connectionId: string): Promise<Response> {
  try {
    if (!isId(connectionId)) throw notFound('What this address names');
    await countCall('sso', { address: clientAddress(request.headers) });
    const connection = await findById(connectionId);
    const config = connection?.config.kind === 'saml' ? connection.config : null;
    const headers = { ...DATA_HEADERS, 'content-type': 'application/samlmetadata+xml; charset=utf-8' };
    return new Response(samlMetadata(samlPlacesOf(connectionId), config), { headers });
  } catch (error) {
    return errorResponse(error, requestIdOf(request.headers));
  }
}
