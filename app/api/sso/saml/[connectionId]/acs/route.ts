import { isId } from '@/lib/platform/ids';
import { acsResponse } from '@/lib/ways-in/http/sso/by-saml';
import { seeOther } from '@/lib/ways-in/http/sso/come-back';

export const dynamic = 'force-dynamic';

type Segment = { params: Promise<{ connectionId: string }> };

/** What a provider's page posts. It comes from another site, and so does nothing by itself. */
export async function POST(request: Request, { params }: Segment): Promise<Response> {
  const { connectionId } = await params;
  return isId(connectionId) ? acsResponse(request, connectionId) : seeOther('/sign-in?sso=failed');
}
