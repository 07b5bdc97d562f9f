import { openExtractResponse } from '@/lib/ways-in/http/open-extract';

export const dynamic = 'force-dynamic';

export { openExtractResponse as POST };
