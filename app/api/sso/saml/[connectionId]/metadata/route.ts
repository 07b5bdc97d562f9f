import { metadataResponse } from '@/lib/ways-in/http/sso/metadata';

export const dynamic = 'force-dynamic';

type Segment = { params: Promise<{ connectionId: string }> };

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return metadataResponse(request, (await params).connectionId);
}
