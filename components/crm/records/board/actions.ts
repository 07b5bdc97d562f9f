'use server';

import { getBoard } from '@/lib/crm/boards/get';
import { boardRequestSchema } from '@/lib/crm/boards/schemas';
import { updateRecordSchema } from '@/lib/crm/records/schemas';
import { updateRecord } from '@/lib/crm/records/update';
import { action } from '@/lib/ways-in/http/action';

/** The board by a search or filters that may not stand in an address. */
export const searchBoard = action(boardRequestSchema, (ctx, { module, ...request }) => getBoard(ctx, module, request), {
  refresh: false,
});
/** The board moves the card itself: asking for all columns anew would take away those that were scrolled to. */
export const moveCard = action(updateRecordSchema, updateRecord, { refresh: false });
