import { openInvitationResponse } from '@/lib/ways-in/http/joining';

export const dynamic = 'force-dynamic';

export { openInvitationResponse as POST };
