'use server';

import { action } from '@/lib/http/action';
import { createUser } from '@/lib/users/create-user';
import { endSessionsOfUser } from '@/lib/users/end-session';
import { resetPassword } from '@/lib/users/reset-password';
import { newUserSchema, userChangeSchema, userIdSchema, userStateSchema } from '@/lib/users/schemas';
import { setUserActive } from '@/lib/users/set-user-active';
import { updateUser } from '@/lib/users/update-user';

export const addUser = action(newUserSchema, createUser);
export const changeUser = action(userChangeSchema, updateUser);
export const setActive = action(userStateSchema, (ctx, input) => setUserActive(ctx, input));
export const newPassword = action(userIdSchema, (ctx, input) => resetPassword(ctx, input));
export const endSessions = action(userIdSchema, (ctx, input) => endSessionsOfUser(ctx, input));
