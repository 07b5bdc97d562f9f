import { z } from 'zod';
import { isId } from '@/lib/platform/ids';

const id = z.string().refine(isId, 'Not an id.');
const name = z.string().max(100);

export const linkSchema = z.object({ module: name, id, field: name, target: id, replace: z.boolean().optional() });
export const unlinkSchema = linkSchema.omit({ replace: true });
export const draftSchema = z.object({ module: name });
