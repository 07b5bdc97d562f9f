'use server';

import { action } from '@/lib/http/action';
import { previewImport } from '@/lib/imports/preview';
import { importRefSchema, mappedImportSchema } from '@/lib/imports/schemas';
import { startImport } from '@/lib/imports/start';
import { undoImport } from '@/lib/imports/undo';

export const preview = action(mappedImportSchema, previewImport, { refresh: false });
export const start = action(mappedImportSchema, startImport);
export const undo = action(importRefSchema, undoImport);
