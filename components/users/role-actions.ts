'use server';

import { action } from '@/lib/http/action';
import { sharingChangeSchema } from '@/lib/settings/schemas';
import { setSharing } from '@/lib/settings/sharing';
import { createRole } from '@/lib/users/create-role';
import { deleteRole } from '@/lib/users/delete-role';
import { newRoleSchema, roleIdSchema, roleMoveSchema, roleNameSchema } from '@/lib/users/schemas';
import { moveRole, renameRole } from '@/lib/users/update-role';

export const addRole = action(newRoleSchema, createRole);
export const nameRole = action(roleNameSchema, renameRole);
export const placeRole = action(roleMoveSchema, moveRole);
export const removeRole = action(roleIdSchema, deleteRole);
export const share = action(sharingChangeSchema, setSharing);
