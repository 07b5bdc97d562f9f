import { startResponse } from '@/lib/ways-in/http/sso/start';

export const dynamic = 'force-dynamic';

export { startResponse as POST };
