import { openAccountingResponse } from '@/lib/ways-in/http/open-accounting';

export const dynamic = 'force-dynamic';

export { openAccountingResponse as POST };
