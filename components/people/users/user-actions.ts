'use server';

import { createUser } from '@/lib/people/users/create-user';
import { endSessionsOfUser } from '@/lib/people/users/end-session';
import { resetFactors } from '@/lib/people/users/reset-factors';
import { resetPassword } from '@/lib/people/users/reset-password';
import { newUserSchema, userChangeSchema, userIdSchema, userStateSchema } from '@/lib/people/users/schemas';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { updateUser } from '@/lib/people/users/update-user';
import { action } from '@/lib/ways-in/http/action';

export const addUser = action(newUserSchema, createUser);
export const changeUser = action(userChangeSchema, updateUser);
export const setActive = action(userStateSchema, (ctx, input) => setUserActive(ctx, input));
export const newPassword = action(userIdSchema, (ctx, input) => resetPassword(ctx, input));
export const resetSecondFactors = action(userIdSchema, (ctx, input) => resetFactors(ctx, input));
export const endSessions = action(userIdSchema, (ctx, input) => endSessionsOfUser(ctx, input));
