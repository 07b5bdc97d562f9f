'use server';

import { action } from '@/lib/http/action';
import { rereadImport } from '@/lib/imports/reread';
import { importRefSchema, mappedImportSchema, rereadSchema } from '@/lib/imports/schemas';
import { startImport } from '@/lib/imports/start';
import { startCheck } from '@/lib/imports/start-check';
import { undoImport } from '@/lib/imports/undo';

export const reread = action(rereadSchema, rereadImport);
export const check = action(mappedImportSchema, startCheck, { refresh: false });
export const start = action(mappedImportSchema, startImport);
export const undo = action(importRefSchema, undoImport);
