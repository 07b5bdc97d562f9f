import { choosePasswordResponse } from '@/lib/ways-in/http/joining';

export const dynamic = 'force-dynamic';

export { choosePasswordResponse as POST };
