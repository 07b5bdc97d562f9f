import { api } from '@/lib/ways-in/api/mount';

export const dynamic = 'force-dynamic';

export { api as DELETE, api as GET, api as PATCH, api as POST, api as PUT };
