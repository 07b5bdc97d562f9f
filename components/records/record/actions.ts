'use server';

import { deleteAttachment } from '@/lib/attachments/attach';
import { reveal } from '@/lib/disclose/reveal';
import { action } from '@/lib/http/action';
import { createNoteSchema, noteRefSchema, updateNoteSchema } from '@/lib/notes/schemas';
import { createNote, deleteNote, updateNote } from '@/lib/notes/write';
import { deleteRecords, restoreRecords } from '@/lib/records/recycle';
import { attachmentRefSchema, recordIdsSchema, revealSchema, timelineSchema } from '@/lib/records/schemas';
import { listTimeline } from '@/lib/records/timeline';

export const removeRecord = action(recordIdsSchema, deleteRecords, { refresh: false });
export const bringBackRecord = action(recordIdsSchema, restoreRecords);
/** The values travel in this one answer; the page is not rendered anew, so they are nowhere else. */
export const revealFields = action(revealSchema, reveal, { refresh: false });
export const olderEvents = action(timelineSchema, listTimeline, { refresh: false });
export const addNote = action(createNoteSchema, createNote);
export const editNote = action(updateNoteSchema, updateNote);
export const removeNote = action(noteRefSchema, deleteNote);
export const removeAttachment = action(attachmentRefSchema, deleteAttachment);
