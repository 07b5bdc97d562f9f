import { liveResponse } from '@/lib/http/health';

export const dynamic = 'force-dynamic';

export function GET() {
  return liveResponse();
}
