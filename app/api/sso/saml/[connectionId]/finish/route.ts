import { finishResponse } from '@/lib/ways-in/http/sso/by-saml';

export const dynamic = 'force-dynamic';

type Segment = { params: Promise<{ connectionId: string }> };

/** What our own page posts on. */
export const POST = async (request: Request, { params }: Segment): Promise<Response> =>
  finishResponse(request, (await params).connectionId);
