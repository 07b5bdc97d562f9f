import { joinResponse } from '@/lib/ways-in/http/joining';

export const dynamic = 'force-dynamic';

export { joinResponse as POST };
