'use server';

import { sharingChangeSchema } from '@/lib/admin/settings/schemas';
import { setSharing } from '@/lib/admin/settings/sharing';
import { createRole } from '@/lib/people/users/create-role';
import { deleteRole } from '@/lib/people/users/delete-role';
import { newRoleSchema, roleIdSchema, roleMoveSchema, roleNameSchema } from '@/lib/people/users/schemas';
import { moveRole, renameRole } from '@/lib/people/users/update-role';
import { action } from '@/lib/ways-in/http/action';

export const addRole = action(newRoleSchema, createRole);
export const nameRole = action(roleNameSchema, renameRole);
export const placeRole = action(roleMoveSchema, moveRole);
export const removeRole = action(roleIdSchema, deleteRole);
export const share = action(sharingChangeSchema, setSharing);
