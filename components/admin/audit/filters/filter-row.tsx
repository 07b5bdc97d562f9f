'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { SavedFilter } from '@/lib/admin/audit/filters/filters';
import { nameFilter } from './actions';

export interface FilterRowProps {
  filter: SavedFilter;
  onDelete: () => void;
}

/** A saved filter's name, to be changed, and what else can be done with it. */
export function FilterRow({ filter, onDelete }: FilterRowProps) {
  const [name, setName] = useState(filter.name);
  const rename = useAction(nameFilter, { onSuccess: () => toast.success('Filter renamed') });
  function submit(event: FormEvent) {
    event.preventDefault();
    rename.execute({ id: filter.id, name });
  }
  return (
    <li>
      <ActionError of={rename} shown={['name']} />
      <form method="post" onSubmit={submit} noValidate className="flex flex-wrap items-start gap-2">
        <Field
          label={`Name of ${filter.name}`}
          hideLabel
          error={rename.result.serverError?.fields.name}
          className="min-w-40 flex-1"
        >
          <Input
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Button
          type="submit"
          aria-label={`Rename ${filter.name}`}
          disabled={name.trim() === filter.name}
          pending={rename.isPending}
        >
          Rename
        </Button>
        <Button aria-label={`Delete ${filter.name}`} onClick={onDelete}>
          Delete
        </Button>
      </form>
    </li>
  );
}
