import { openExtractResponse } from '@/lib/http/open-extract';

export const dynamic = 'force-dynamic';

export { openExtractResponse as POST };
