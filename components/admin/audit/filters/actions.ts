'use server';

import { deleteFilter, renameFilter, saveFilter } from '@/lib/admin/audit/filters/filters';
import { deleteFilterSchema, renameFilterSchema, saveFilterSchema } from '@/lib/admin/audit/filters/schemas';
import { action, command } from '@/lib/ways-in/http/action';

export const keepFilter = action(saveFilterSchema, saveFilter);

export const nameFilter = action(renameFilterSchema, renameFilter);

export const removeFilter = command(deleteFilterSchema, deleteFilter);
