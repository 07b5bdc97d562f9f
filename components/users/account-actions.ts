'use server';

import { z } from 'zod';
import { action } from '@/lib/http/action';
import { signOut } from '@/lib/http/sign-out';
import { changePassword } from '@/lib/users/change-password';
import { endMyOtherSessions, endMySession } from '@/lib/users/end-session';
import { accountSchema, passwordChangeSchema, sessionIdSchema } from '@/lib/users/schemas';
import { updateAccount } from '@/lib/users/update-account';

/** Signs out; `reason` tells the event whether the person or the clock did. */
export const leave = action(
  z.object({ reason: z.enum(['signed_out', 'idle', 'expired']) }),
  (ctx, { reason }) => signOut(ctx, reason),
  {
    refresh: false,
    stage: 'new password',
  },
);

/** Says that the person is still there. Asking alone keeps the session alive. */
export const stay = action(z.object({}), async () => {}, { refresh: false });

export const saveAccount = action(accountSchema, updateAccount);
export const savePassword = action(passwordChangeSchema, (ctx, input) => changePassword(ctx, input), {
  stage: 'new password',
});
export const endSession = action(sessionIdSchema, (ctx, input) => endMySession(ctx, input));
export const endOtherSessions = action(z.object({}), (ctx) => endMyOtherSessions(ctx));
