'use server';

import { createProfile } from '@/lib/people/users/create-profile';
import { deleteProfile } from '@/lib/people/users/delete-profile';
import { newProfileSchema, profileChangeSchema, profileIdSchema } from '@/lib/people/users/schemas';
import { updateProfile } from '@/lib/people/users/update-profile';
import { action } from '@/lib/ways-in/http/action';

export const copyProfile = action(newProfileSchema, createProfile);
export const saveProfile = action(profileChangeSchema, updateProfile);
export const removeProfile = action(profileIdSchema, deleteProfile);
