import { z } from 'zod';
import { isId } from '@/lib/platform/ids';

const id = z.string().refine(isId, 'Not an id.');
const text = z.string().refine((value) => value.isWellFormed() && !value.includes('\0'), 'This text cannot be stored.');

export const noteContentSchema = z.object({
  title: text.trim().max(120, 'At most 120 characters.').optional(),
  body: text.trim().min(1, 'Write something first.').max(32_000, 'At most 32,000 characters.'),
});

export const createNoteSchema = noteContentSchema.extend({ module: z.string(), recordId: id });
export const updateNoteSchema = noteContentSchema.extend({ module: z.string(), recordId: id, noteId: id });
export const noteRefSchema = z.object({ module: z.string(), recordId: id, noteId: id });

export type NoteContent = z.infer<typeof noteContentSchema>;
