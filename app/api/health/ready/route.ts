import { readyResponse } from '@/lib/ways-in/http/health';

export const dynamic = 'force-dynamic';

export function GET() {
  return readyResponse();
}
