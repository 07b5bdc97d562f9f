import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { auditQuerySchema } from '../query';

const id = z.custom<Id>(isId, { error: 'This is not an id.' });
const name = plainLine('a name', 80);

export const saveFilterSchema = z.object({ name, query: auditQuerySchema });
export type SaveFilter = z.input<typeof saveFilterSchema>;

export const renameFilterSchema = z.object({ id, name });
export type RenameFilter = z.input<typeof renameFilterSchema>;

export const deleteFilterSchema = z.object({ id });
