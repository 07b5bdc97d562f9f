'use server';

import { createField } from '@/lib/customization/create-field';
import { createFieldSchema, updateFieldSchema } from '@/lib/customization/schemas';
import { updateField } from '@/lib/customization/update-field';
import { action } from '@/lib/http/action';
import { firstRows, lookAtColumns, lookSchema } from '@/lib/imports/columns/look';
import { countKnown, countKnownSchema } from '@/lib/imports/dry-run/count-known';
import { startCheck } from '@/lib/imports/dry-run/start-check';
import { startImport } from '@/lib/imports/run/start';
import { undoImport } from '@/lib/imports/run/undo';
import { importRefSchema, mappedImportSchema, rereadSchema } from '@/lib/imports/schemas';
import { rereadImport } from '@/lib/imports/upload/reread';

export const reread = action(rereadSchema, rereadImport);
export const top = action(importRefSchema, firstRows, { refresh: false });
export const look = action(lookSchema, lookAtColumns, { refresh: false });
export const known = action(countKnownSchema, countKnown, { refresh: false });
export const makeField = action(createFieldSchema, createField);
export const changeField = action(updateFieldSchema, updateField);
export const check = action(mappedImportSchema, startCheck, { refresh: false });
export const start = action(mappedImportSchema, startImport);
export const undo = action(importRefSchema, undoImport);
