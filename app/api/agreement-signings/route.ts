import { openSigningResponse } from '@/lib/ways-in/http/open-signing';

export const dynamic = 'force-dynamic';

export { openSigningResponse as POST };
