import { oidcResponse } from '@/lib/ways-in/http/sso/by-oidc';

export const dynamic = 'force-dynamic';

type Segment = { params: Promise<{ connectionId: string }> };

/** Where a provider of OpenID Connect sends the browser. */
export const GET = async (request: Request, { params }: Segment): Promise<Response> =>
  oidcResponse(request, (await params).connectionId);
