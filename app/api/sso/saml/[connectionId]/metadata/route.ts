import { samlMetadata } from '@/lib/people/users/sso/saml';
import { notFound } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { errorResponse } from '@/lib/ways-in/http/route';
import { DATA_HEADERS } from '@/lib/ways-in/http/security-headers';
import { samlPlacesOf } from '@/lib/ways-in/http/sso/places';

export const dynamic = 'force-dynamic';

type Segment = { params: Promise<{ connectionId: string }> };

/** Our own addresses, for the provider's administrator: the same for every id, whether there is such a connection or not. */
export async function GET(_: Request, { params }: Segment): Promise<Response> {
  const { connectionId } = await params;
  if (!isId(connectionId)) return errorResponse(notFound('What this address names'));
  const headers = { ...DATA_HEADERS, 'content-type': 'application/samlmetadata+xml; charset=utf-8' };
  return new Response(samlMetadata(samlPlacesOf(connectionId)), { headers });
}
