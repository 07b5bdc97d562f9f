/** Notes as clients send them. */
import { z } from 'zod';
import { type NoteContent, noteContentSchema } from '@/lib/crm/notes/schemas';
import { ApiError, invalidData } from '../api-error';
import { leftAside } from '../records/incoming';
import { NOTE_FIELDS } from './note-json';

const row = z.object({
  id: z.string().optional().describe('Of the note to change'),
  Note_Title: z.string().nullish(),
  Note_Content: z.string().optional(),
  Parent_Id: z.unknown().optional(),
});

export const notesBody = z.object({ data: z.array(row).min(1).max(100) });

const NAMES = { title: 'Note_Title', body: 'Note_Content' } as const;
const MOST = { title: 120, body: 32_000 } as const;

const TAKEN = ['Note_Title', 'Note_Content'];

/** What a row names beside the note's text and is not taken. @param also what the endpoint reads. @throws INVALID_DATA */
export const notTaken = (row: unknown, ...also: string[]): string[] =>
  leftAside(row, [...TAKEN, ...also], [...NOTE_FIELDS, 'se_module', 'Tag']);

/** A whole note. @throws MANDATORY_NOT_FOUND; INVALID_DATA naming the field */
export function readNote(given: unknown): NoteContent {
  const { title, body } = readNotePart(given);
  if (body === undefined) {
    throw new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: NAMES.body });
  }
  return { body, ...(title && { title }) };
}

/** What is given of a note. @throws INVALID_DATA naming the field */
export function readNotePart(given: unknown): Partial<NoteContent> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalidData('a note must be a JSON object', { expected_data_type: 'jsonobject' });
  }
  const { Note_Title: title, Note_Content: body } = given as Record<string, unknown>;
  const named = { ...(title !== undefined && { title: title ?? '' }), ...(body !== undefined && { body }) };
  const read = noteContentSchema.partial().safeParse(named);
  if (read.success) {
    const { title: newTitle, body: newBody } = read.data;
    return { ...(newTitle !== undefined && { title: newTitle }), ...(newBody !== undefined && { body: newBody }) };
  }
  const key = read.error.issues[0]?.path[0] === 'title' ? 'title' : 'body';
  throw invalidData('invalid data', { api_name: NAMES[key], expected_data_type: 'text', maximum_length: MOST[key] });
}
