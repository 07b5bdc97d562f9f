'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Button } from '@/components/ui/button';
import { type FieldRowProps, InlineEdit } from './inline-edit';

/** A field's label and value on the record page; a pencil turns the value into its input. */
export function FieldRow(props: FieldRowProps) {
  const { field, value, masked, unopened, names, changeable, timeZone } = props;
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <div className="py-1.5">
        <dt className="sr-only">{field.label}</dt>
        <dd>
          <InlineEdit {...props} onClose={() => setEditing(false)} />
        </dd>
      </div>
    );
  }
  return (
    <div className="group grid min-h-9 grid-cols-[minmax(7rem,11rem)_minmax(0,1fr)] items-center gap-x-3 py-1">
      <dt className="text-muted text-sm">{field.label}</dt>
      {/* The pencil stands in the description: a list of terms holds nothing but terms and descriptions. */}
      <dd className="flex min-w-0 items-center gap-x-3 text-fg text-sm">
        <span className="min-w-0 flex-1">
          {unopened ? (
            <UnopenedDisplay />
          ) : masked ? (
            <MaskedDisplay field={field} />
          ) : (
            <FieldDisplay field={field} value={value} timeZone={timeZone} lookups={names.lookups} users={names.users} />
          )}
        </span>
        {changeable && !unopened ? (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Edit ${field.label}`}
            onClick={() => setEditing(true)}
            className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100"
          >
            <Pencil aria-hidden="true" />
          </Button>
        ) : null}
      </dd>
    </div>
  );
}
