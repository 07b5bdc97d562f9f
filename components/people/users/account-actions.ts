'use server';

import { z } from 'zod';
import { changePassword } from '@/lib/people/users/change-password';
import { endMyOtherSessions, endMySession } from '@/lib/people/users/end-session';
import { accountSchema, passwordChangeSchema, sessionIdSchema } from '@/lib/people/users/schemas';
import { updateAccount } from '@/lib/people/users/update-account';
import { action, command } from '@/lib/ways-in/http/action';
import { renewing } from '@/lib/ways-in/http/give-session';
import { signOut } from '@/lib/ways-in/http/sign-out';

/** Signs out; `reason` tells the event whether the person or the clock did. Gives where the provider ends its session. */
export const leave = action(
  z.object({ reason: z.enum(['signed_out', 'idle', 'expired']) }),
  (ctx, { reason }) => signOut(ctx, reason),
  {
    refresh: false,
    stage: 'any',
  },
);

/** Says that the person is still there. Asking alone keeps the session alive. */
export const stay = command(z.object({}), async () => {}, { refresh: false });

export const saveAccount = command(accountSchema, updateAccount);
export const savePassword = command(passwordChangeSchema, renewing(changePassword), {
  stage: 'new password',
});
export const endSession = command(sessionIdSchema, (ctx, input) => endMySession(ctx, input));
export const endOtherSessions = command(z.object({}), (ctx) => endMyOtherSessions(ctx));
