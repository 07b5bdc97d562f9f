'use server';

import { action } from '@/lib/http/action';
import { listRecords } from '@/lib/records/list';
import { listRequestSchema } from '@/lib/records/list-schemas';
import { createView } from '@/lib/views/create';
import { deleteView } from '@/lib/views/delete';
import { createViewSchema, deleteViewSchema, updateViewSchema } from '@/lib/views/schemas';
import { updateView } from '@/lib/views/update';

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
export const removeView = action(deleteViewSchema, deleteView);
