import { healthResponse } from '@/lib/ways-in/http/health';

export const dynamic = 'force-dynamic';

export function GET(): Promise<Response> {
  return healthResponse();
}
