'use server';

import { z } from 'zod';
import { action } from '@/lib/http/action';
import { changePassword } from '@/lib/users/change-password';
import { endMyOtherSessions, endMySession } from '@/lib/users/end-session';
import { accountSchema, passwordChangeSchema, sessionIdSchema } from '@/lib/users/schemas';
import { updateAccount } from '@/lib/users/update-account';

export const saveAccount = action(accountSchema, updateAccount);
export const savePassword = action(passwordChangeSchema, (ctx, input) => changePassword(ctx, input), {
  stage: 'new password',
});
export const endSession = action(sessionIdSchema, (ctx, input) => endMySession(ctx, input));
export const endOtherSessions = action(z.object({}), (ctx) => endMyOtherSessions(ctx));
