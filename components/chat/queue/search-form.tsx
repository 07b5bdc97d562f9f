'use client';

import { type FormEvent, useState } from 'react';
import { search } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { Id } from '@/lib/platform/ids';

const FIELDS = [
  { value: 'email', label: 'Email' },
  { value: 'name', label: 'Name' },
  { value: 'phone', label: 'Phone' },
  { value: 'word', label: 'Word' },
] as const;
type Field = (typeof FIELDS)[number]['value'];

/** Finds by an exact value, which never stands in an address. Searching is an event, so it waits for Enter. */
export function SearchForm({ onFound }: { onFound: (ids: readonly Id[] | null) => void }) {
  const { run, pending, problem } = useAct(search, { quiet: true });
  const [field, setField] = useState<Field>('email');
  const [value, setValue] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (value.trim() === '') return onFound(null);
    const answer = await run({ field, value });
    if (answer.ok) onFound(answer.value.ids);
  }
  return (
    <search className="shrink-0 border-line border-b px-3 py-2">
      <form method="post" onSubmit={submit} noValidate className="flex gap-1.5">
        <Select
          aria-label="Search by"
          value={field}
          options={FIELDS}
          onChange={(event) => setField(event.target.value as Field)}
          className="w-24 shrink-0"
        />
        <Input
          type="search"
          aria-label="Search conversations"
          placeholder="Exact value"
          maxLength={254}
          spellCheck={false}
          enterKeyHint="search"
          value={value}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'chat-search-problem' : undefined}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            if (event.currentTarget.value === '') onFound(null);
          }}
          className="min-w-0 flex-1"
        />
        <Button type="submit" pending={pending}>
          Find
        </Button>
      </form>
      {problem ? (
        <p id="chat-search-problem" role="alert" className="mt-1 text-danger-text text-xs">
          {problem.fields.value ?? problem.message}
        </p>
      ) : null}
    </search>
  );
}
