import { askPasswordResponse } from '@/lib/ways-in/http/joining';

export const dynamic = 'force-dynamic';

export { askPasswordResponse as POST };
