/** Notes as clients send them. */
import { z } from 'zod';
import { type NoteContent, noteContentSchema } from '@/lib/crm/notes/schemas';
import type { RecordRef } from '@/lib/crm/records/record-access';
import { isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import type { Issue } from '../endpoint';
import { valueAt } from '../issue-path';
import { leftAside } from '../records/incoming';
import { oneRowBody, type Row, type Rows, rowsBody } from '../records/rows';
import { NOTE_FIELDS } from './note-json';

const { title, body } = noteContentSchema.shape;
const content = z.looseObject({ Note_Title: title.nullable(), Note_Content: body.optional() });
const whole = content.extend({ Note_Content: body });

/** Zoho CRM's two ways to name the record: `{module: {api_name}, id}`, or an id beside `se_module`. */
const idInBody = z.union([z.string(), z.number()]).transform(String).refine(isId);
const parent = z.union([
  idInBody.transform((id) => ({ id, module: undefined })),
  z.object({
    id: idInBody,
    module: z.union([z.string(), z.object({ api_name: z.string() }).transform(({ api_name }) => api_name)]).optional(),
  }),
]);
const withParent = whole
  .extend({ Parent_Id: parent, se_module: z.string().optional() })
  .refine(({ Parent_Id, se_module }) => Boolean(Parent_Id.module ?? se_module), { path: ['Parent_Id'] });
const withId = content.extend({ id: z.string().refine(isId).describe('Of the note to change') });

/** Notes for the record of the path. */
export const newNotesBody = rowsBody(whole);
export type NewNotes = Rows<z.output<typeof whole>>;
/** Notes that name their record. */
export const newNotesOfBody = rowsBody(withParent);
export type NewNotesOf = Rows<z.output<typeof withParent>>;
/** What changes in notes, each named by its id. */
export const notePartsBody = rowsBody(withId);
export type NoteParts = Rows<z.output<typeof withId>>;
/** What changes in the note of the path. */
export const oneNoteBody = oneRowBody(content);
export type OneNote = Rows<z.output<typeof content>>;

/** What a row says of a note. @throws MANDATORY_NOT_FOUND; INVALID_DATA naming the field */
export function noteIn<Note>({ given, read }: Row<Note>): Note {
  if (read.success) return read.data;
  throw wrongNote(given, read.error.issues[0]);
}

const MOST: Readonly<Record<string, number>> = { Note_Title: 120, Note_Content: 32_000 };

function wrongNote(given: unknown, issue: Issue | undefined): ApiError {
  const [name] = issue?.path ?? [];
  if (typeof name !== 'string') {
    return invalidData('a note must be a JSON object', { expected_data_type: 'jsonobject' });
  }
  if (valueAt(given, [name]) === undefined) {
    return new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: name });
  }
  if (name === 'id') return invalidData('the id given seems to be invalid', { api_name: name });
  const text = name in MOST && { expected_data_type: 'text', maximum_length: MOST[name] };
  return invalidData('invalid data', { api_name: name, ...text });
}

const TAKEN = ['Note_Title', 'Note_Content'];

/** What a row names beside the note's text and is not taken. @param also what the endpoint reads. @throws INVALID_DATA */
export const notTaken = (row: object, ...also: string[]): string[] =>
  leftAside(row, [...TAKEN, ...also], [...NOTE_FIELDS, 'se_module', 'Tag']);

/** The record that a note names. */
export const parentOf = ({ Parent_Id: { id, module }, se_module }: z.output<typeof withParent>): RecordRef => ({
  module: module ?? (se_module as string),
  recordId: id,
});

/** The text of a new note. */
export const newContentOf = ({ Note_Title: title, Note_Content: body }: z.output<typeof whole>): NoteContent => ({
  body,
  ...(title && { title }),
});

/** What changes of a note's text; a title of null is taken away. */
export const changedContentOf = ({
  Note_Title: title,
  Note_Content: body,
}: z.output<typeof content>): Partial<NoteContent> => ({
  ...(title !== undefined && { title: title ?? '' }),
  ...(body !== undefined && { body }),
});
