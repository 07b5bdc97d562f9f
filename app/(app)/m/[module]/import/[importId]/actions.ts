'use server';

import { action } from '@/lib/http/action';
import { startCheck } from '@/lib/imports/dry-run/start-check';
import { startImport } from '@/lib/imports/run/start';
import { undoImport } from '@/lib/imports/run/undo';
import { importRefSchema, mappedImportSchema, rereadSchema } from '@/lib/imports/schemas';
import { rereadImport } from '@/lib/imports/upload/reread';

export const reread = action(rereadSchema, rereadImport);
export const check = action(mappedImportSchema, startCheck, { refresh: false });
export const start = action(mappedImportSchema, startImport);
export const undo = action(importRefSchema, undoImport);
