import { firstRunResponse } from '@/lib/ways-in/http/joining';

export const dynamic = 'force-dynamic';

export { firstRunResponse as POST };
