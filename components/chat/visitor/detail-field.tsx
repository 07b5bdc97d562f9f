'use client';

import { Pencil } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { updateVisitor } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { Fact } from './fact';

export interface DetailFieldProps {
  field: 'name' | 'email' | 'phone';
  label: string;
  view: ConversationView;
  onChanged: () => Promise<void> | void;
}

const TYPES = { name: 'text', email: 'email', phone: 'tel' };
const MOST = { name: 200, email: 254, phone: 50 };

/** Changed in place. That it was changed, and by whom, is recorded; the values are not. */
export function DetailField({ field, label, view, onChanged }: DetailFieldProps) {
  const { run, pending, problem } = useAct(updateVisitor, { quiet: true });
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const value = view.details[field] ?? '';
  function end() {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('value') ?? '').trim();
    if (given === value) return end();
    const answer = await run({ conversationId: view.id, [field]: given });
    if (!answer.ok) return;
    await onChanged();
    end();
  }
  if (!editing) {
    return (
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Fact term={label}>{value}</Fact>
        </div>
        <Button
          ref={pencil}
          variant="ghost"
          size="icon-sm"
          aria-label={`Edit ${label.toLowerCase()}`}
          onClick={() => setEditing(true)}
        >
          <Pencil aria-hidden="true" />
        </Button>
      </div>
    );
  }
  return (
    <form
      method="post"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') end();
      }}
      noValidate
      className="flex flex-col gap-1.5"
    >
      <Field label={label} error={problem ? (problem.fields[field] ?? problem.message) : undefined}>
        <Input
          name="value"
          type={TYPES[field]}
          defaultValue={value}
          maxLength={MOST[field]}
          spellCheck={false}
          autoFocus
        />
      </Field>
      <div className="flex justify-end gap-1.5">
        <Button variant="ghost" size="sm" onClick={end}>
          Cancel
        </Button>
        <Button type="submit" size="sm" pending={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}
