'use server';

import { createField } from '@/lib/admin/customization/create-field';
import { createFieldSchema, updateFieldSchema } from '@/lib/admin/customization/schemas';
import { updateField } from '@/lib/admin/customization/update-field';
import { firstRows, lookAtColumns, lookSchema } from '@/lib/crm/imports/columns/look';
import { countKnown, countKnownSchema } from '@/lib/crm/imports/dry-run/count-known';
import { startCheck } from '@/lib/crm/imports/dry-run/start-check';
import { startImport } from '@/lib/crm/imports/run/start';
import { undoImport } from '@/lib/crm/imports/run/undo';
import { importRefSchema, mappedImportSchema, rereadSchema } from '@/lib/crm/imports/schemas';
import { rereadImport } from '@/lib/crm/imports/upload/reread';
import { action, command } from '@/lib/ways-in/http/action';

export const reread = command(rereadSchema, rereadImport);
export const top = action(importRefSchema, firstRows, { refresh: false });
export const look = action(lookSchema, lookAtColumns, { refresh: false });
export const known = action(countKnownSchema, countKnown, { refresh: false });
export const makeField = action(createFieldSchema, createField);
export const changeField = command(updateFieldSchema, updateField);
export const check = action(mappedImportSchema, startCheck, { refresh: false });
export const start = action(mappedImportSchema, startImport);
export const undo = action(importRefSchema, undoImport);
