'use server';

import { createUser } from '@/lib/people/users/create-user';
import { endSessionOfUser, endSessionsOfUser } from '@/lib/people/users/end-session';
import { invite as inviteSomebody } from '@/lib/people/users/invitations/invite';
import { renewInvitation, withdrawInvitation } from '@/lib/people/users/invitations/renew';
import { resetFactors } from '@/lib/people/users/reset-factors';
import { resetPassword } from '@/lib/people/users/reset-password';
import {
  factorResetSchema,
  invitationIdSchema,
  invitationRenewalSchema,
  newInvitationSchema,
  newUserSchema,
  sessionIdSchema,
  userChangeSchema,
  userIdSchema,
  userStateSchema,
} from '@/lib/people/users/schemas';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { updateUser } from '@/lib/people/users/update-user';
import { action, command } from '@/lib/ways-in/http/action';

export const addUser = action(newUserSchema, createUser);
export const changeUser = action(userChangeSchema, updateUser);
export const setActive = action(userStateSchema, (ctx, input) => setUserActive(ctx, input));
export const newPassword = action(userIdSchema, (ctx, input) => resetPassword(ctx, input));
export const resetSecondFactors = action(factorResetSchema, (ctx, input) => resetFactors(ctx, input));
export const endSessions = action(userIdSchema, (ctx, input) => endSessionsOfUser(ctx, input));
export const endSession = command(sessionIdSchema, (ctx, input) => endSessionOfUser(ctx, input));
export const invite = action(newInvitationSchema, (ctx, input) => inviteSomebody(ctx, input), { refresh: false });
export const renew = action(invitationRenewalSchema, (ctx, input) => renewInvitation(ctx, input), { refresh: false });
export const withdraw = command(invitationIdSchema, (ctx, input) => withdrawInvitation(ctx, input));
