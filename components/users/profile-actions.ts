'use server';

import { action } from '@/lib/http/action';
import { createProfile } from '@/lib/users/create-profile';
import { deleteProfile } from '@/lib/users/delete-profile';
import { newProfileSchema, profileChangeSchema, profileIdSchema } from '@/lib/users/schemas';
import { updateProfile } from '@/lib/users/update-profile';

export const copyProfile = action(newProfileSchema, createProfile);
export const saveProfile = action(profileChangeSchema, updateProfile);
export const removeProfile = action(profileIdSchema, deleteProfile);
