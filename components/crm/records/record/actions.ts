'use server';

import { deleteAttachment } from '@/lib/crm/attachments/attach';
import { createNoteSchema, noteRefSchema, updateNoteSchema } from '@/lib/crm/notes/schemas';
import { createNote, deleteNote, updateNote } from '@/lib/crm/notes/write';
import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { attachmentRefSchema, recordIdsSchema, revealSchema, timelineSchema } from '@/lib/crm/records/schemas';
import { listTimeline } from '@/lib/crm/records/timeline';
import { reveal } from '@/lib/protection/disclose/reveal';
import { action, command } from '@/lib/ways-in/http/action';

export const removeRecord = command(recordIdsSchema, deleteRecords, { refresh: false });
export const bringBackRecord = command(recordIdsSchema, restoreRecords);
/** The values travel in this one answer; the page is not rendered anew, so they are nowhere else. */
export const revealFields = action(revealSchema, reveal, { refresh: false });
export const olderEvents = action(timelineSchema, listTimeline, { refresh: false });
export const addNote = action(createNoteSchema, createNote);
export const editNote = command(updateNoteSchema, updateNote);
export const removeNote = command(noteRefSchema, deleteNote);
export const removeAttachment = command(attachmentRefSchema, deleteAttachment);
