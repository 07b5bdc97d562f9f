'use server';

import { listRecords } from '@/lib/crm/records/list';
import { listRequestSchema } from '@/lib/crm/records/list-schemas';
import { createView } from '@/lib/crm/views/create';
import { deleteView } from '@/lib/crm/views/delete';
import { createViewSchema, deleteViewSchema, updateViewSchema } from '@/lib/crm/views/schemas';
import { updateView } from '@/lib/crm/views/update';
import { action, command } from '@/lib/ways-in/http/action';

/** The list by a search or filters that may not stand in an address. */
export const searchList = action(
  listRequestSchema,
  (ctx, { module, ...request }) => listRecords(ctx, module, request),
  {
    refresh: false,
  },
);
export const saveView = action(createViewSchema, createView);
export const changeView = action(updateViewSchema, updateView);
export const removeView = command(deleteViewSchema, deleteView);
