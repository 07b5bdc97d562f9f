'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';

const MOST = 9;

/** One field a card; two at first. @param errors by `cards.0` … */
export function CardFields({ errors }: { errors: Readonly<Record<string, string>> }) {
  const [count, setCount] = useState(2);
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: count }, (_, n) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place
          key={n}
          label={`Card ${n + 1}`}
          error={errors[`cards.${n}`]}
          hint={n === 0 ? 'As it is printed, with or without dashes. The order does not matter.' : undefined}
        >
          <Textarea
            name="card"
            rows={2}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="characters"
            className="font-mono"
          />
        </Field>
      ))}
      {count < MOST ? (
        <div>
          <Button size="sm" onClick={() => setCount(count + 1)}>
            <Plus aria-hidden="true" />
            Another card
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** What was typed, line by line of the form. */
export const cardsIn = (form: FormData): string[] =>
  form
    .getAll('card')
    .map((text) => String(text).replace(/\s+/g, ' ').trim())
    .filter(Boolean);
