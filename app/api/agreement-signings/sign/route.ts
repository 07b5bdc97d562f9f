import { signResponse } from '@/lib/ways-in/http/open-signing';

export const dynamic = 'force-dynamic';

export { signResponse as POST };
