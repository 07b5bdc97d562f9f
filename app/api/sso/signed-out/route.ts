import { seeOther } from '@/lib/ways-in/http/sso/come-back';

export const dynamic = 'force-dynamic';

/** Where a provider sends the browser when its session there has ended. Ours ended before. */
const signedOut = (): Response => seeOther('/sign-in?reason=signed_out');

export { signedOut as GET };
