'use client';

import { type FormEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { NoteDto, NotesPage } from '@/lib/crm/notes/queries';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Id } from '@/lib/platform/ids';
import { addNote, editNote, removeNote } from './actions';

export interface NotesCardProps {
  reference: RecordRef;
  notes: NotesPage;
  me: Id;
  users: { value: Id; label: string }[];
  changeable: boolean;
  /** Why notes are not read, in words, where they are not. */
  refusal: string;
}

/** Notes are always encrypted; in a module that holds health data only those who may reveal read them. */
export function NotesCard({ reference, notes, me, users, changeable, refusal }: NotesCardProps) {
  return (
    <Card id="notes" title={notes.spent ? 'Notes' : `Notes (${notes.count})`}>
      <div className="flex flex-col gap-4">
        {changeable ? <NewNote reference={reference} /> : null}
        {notes.notes === null && notes.count > 0 ? (
          <Callout tone="phi">Notes of this module may hold personal health data. {refusal}</Callout>
        ) : null}
        {notes.spent ? <Callout>The notes are kept back. {notes.spent}</Callout> : null}
        {notes.count === 0 && !notes.spent ? <p className="text-sm text-subtle">No notes yet.</p> : null}
        {notes.notes && notes.notes.length > 0 ? (
          <ul className="flex flex-col divide-y divide-line">
            {notes.notes.map((note) => (
              <Note
                key={note.id}
                note={note}
                reference={reference}
                mine={changeable && note.authorId === me}
                author={users.find((user) => user.value === note.authorId)?.label ?? 'Former user'}
              />
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}

function NewNote({ reference }: { reference: RecordRef }) {
  const form = useRef<HTMLFormElement>(null);
  const { execute, isPending, result } = useAction(addNote, { onSuccess: () => form.current?.reset() });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    execute({ ...reference, body: String(new FormData(event.currentTarget).get('body')) });
  }
  const { serverError } = result;
  return (
    <form method="post" ref={form} onSubmit={submit} noValidate className="flex flex-col items-end gap-2">
      <Field label="New note" hideLabel error={serverError?.fields.body ?? serverError?.message} className="w-full">
        <Textarea name="body" rows={2} placeholder="Write a note" spellCheck={false} />
      </Field>
      <Button type="submit" variant="secondary" size="sm" pending={isPending}>
        Add note
      </Button>
    </form>
  );
}

function Note({
  note,
  reference,
  mine,
  author,
}: {
  note: NoteDto;
  reference: RecordRef;
  mine: boolean;
  author: string;
}) {
  const [editing, setEditing] = useState(false);
  const { execute, isPending } = useAction(removeNote, {
    onSuccess: () => toast.success('Note deleted'),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The note could not be deleted.'),
  });
  return (
    <li className="py-3 first:pt-0">
      {editing ? (
        <EditNote note={note} reference={reference} onClose={() => setEditing(false)} />
      ) : (
        <p className="whitespace-pre-wrap break-words text-fg text-sm">
          {note.damaged ? <UnopenedDisplay /> : note.body}
        </p>
      )}
      <div className="mt-1 flex flex-wrap items-center gap-x-2 text-subtle text-xs">
        <span>{author}</span>
        <Time value={note.createdAt} />
        {note.modifiedAt !== note.createdAt ? <span>edited</span> : null}
        {mine && !editing ? (
          <>
            {note.damaged ? null : (
              <Button variant="ghost" size="sm" onClick={() => setEditing(true)}>
                Edit
              </Button>
            )}
            <Button
              variant="ghost"
              size="sm"
              pending={isPending}
              onClick={() => execute({ ...reference, noteId: note.id })}
            >
              Delete
            </Button>
          </>
        ) : null}
      </div>
    </li>
  );
}

function EditNote({ note, reference, onClose }: { note: NoteDto; reference: RecordRef; onClose: () => void }) {
  const { execute, isPending, result } = useAction(editNote, { onSuccess: onClose });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    execute({ ...reference, noteId: note.id, body: String(new FormData(event.currentTarget).get('body')) });
  }
  const { serverError } = result;
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col items-end gap-2">
      <Field label="Note" hideLabel error={serverError?.fields.body ?? serverError?.message} className="w-full">
        <Textarea name="body" rows={3} defaultValue={note.body} spellCheck={false} />
      </Field>
      <div className="flex gap-2">
        <Button variant="ghost" size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" variant="secondary" size="sm" pending={isPending}>
          Save note
        </Button>
      </div>
    </form>
  );
}
