'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { OperatorChoice } from '@/lib/chat/setup/operator-choices';
import { saveLimit } from '../actions';

/** How many conversations at once are offered to each. */
export function OperatorLimits({ operators }: { operators: readonly OperatorChoice[] }) {
  return (
    <Card
      id="operators"
      title="Chats at once"
      description="So many are offered to an operator: 1 to 50. Operators can change their own in the console."
      flush
    >
      {operators.length === 0 ? (
        <EmptyState
          title="Nobody may answer yet"
          text="Operators are people whose profile may reveal health data. Give one to somebody under Users."
        />
      ) : (
        <ul className="divide-y divide-line">
          {operators.map((operator) => (
            <OperatorLimit key={operator.id} operator={operator} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function OperatorLimit({ operator: { id, name, email, maxConversations } }: { operator: OperatorChoice }) {
  const [typed, setTyped] = useState(String(maxConversations));
  const save = useAction(saveLimit, { onSuccess: () => toast.success('Chats at once saved') });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.execute({ userId: id, maxConversations: Number(typed.trim() || Number.NaN) });
  }
  return (
    <li className="px-4 py-2">
      <form method="post" onSubmit={submit} noValidate className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="text-fg text-sm">{name}</p>
          <p className="truncate text-subtle text-xs">{email}</p>
        </div>
        <Field
          label={`Chats at once of ${name}`}
          hideLabel
          error={save.result.serverError?.fields.maxConversations}
          className="w-28"
        >
          <Input inputMode="numeric" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        </Field>
        <Button type="submit" size="sm" aria-label={`Save for ${name}`} pending={save.isPending}>
          Save
        </Button>
        <div className="basis-full empty:hidden">
          <ActionError of={save} shown={['maxConversations']} />
        </div>
      </form>
    </li>
  );
}
