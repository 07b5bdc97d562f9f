'use server';

import { moduleArrangementSchema } from '@/lib/people/users/arrangements/arrange';
import { arrangeModules } from '@/lib/people/users/arrangements/modules';
import { createProfile } from '@/lib/people/users/create-profile';
import { deleteProfile } from '@/lib/people/users/delete-profile';
import { newProfileSchema, profileChangeSchema, profileIdSchema, signInLimitsSchema } from '@/lib/people/users/schemas';
import { setSignInLimits } from '@/lib/people/users/sign-in-limits';
import { updateProfile } from '@/lib/people/users/update-profile';
import { action, command } from '@/lib/ways-in/http/action';

export const copyProfile = action(newProfileSchema, createProfile);
export const saveProfile = action(profileChangeSchema, updateProfile);
export const saveSignInLimits = action(signInLimitsSchema, (ctx, input) => setSignInLimits(ctx, input));
export const saveModuleOrder = command(moduleArrangementSchema, arrangeModules);
export const removeProfile = action(profileIdSchema, deleteProfile);
