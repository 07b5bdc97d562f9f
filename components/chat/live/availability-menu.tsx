'use client';

import { ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { setAvailability } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Switch } from '@/components/ui/switch';
import type { Availability } from '@/lib/chat/operators/availability';

/** Whether new conversations come to the operator, and how many at a time. */
export function AvailabilityMenu({ initial }: { initial: Availability }) {
  const { run, pending, problem } = useAct(setAvailability, { quiet: true });
  const [now, setNow] = useState(initial);
  async function change(next: Availability) {
    setNow(next);
    const answer = await run(next);
    if (!answer.ok) setNow(now);
  }
  function saveLimit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const limit = Number(new FormData(event.currentTarget).get('limit'));
    if (limit !== now.maxConversations) void change({ ...now, maxConversations: limit });
  }
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm">
          <span
            aria-hidden="true"
            className={cn('size-2 rounded-full', now.available ? 'bg-success' : 'border border-control bg-transparent')}
          />
          {now.available ? 'Available' : 'Away'}
          <ChevronDown aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Availability" align="end" className="flex w-64 flex-col gap-3">
        <Switch
          label="Available"
          description="While you are away, or have no console open, visitors see that nobody is there."
          side="end"
          checked={now.available}
          onCheckedChange={(available) => void change({ ...now, available })}
        />
        <form method="post" onSubmit={saveLimit} noValidate className="flex items-end gap-2">
          <Field
            label="Conversations at a time"
            error={problem ? (problem.fields.maxConversations ?? problem.message) : undefined}
            className="flex-1"
          >
            <Input name="limit" type="number" min={1} max={50} defaultValue={now.maxConversations} />
          </Field>
          <Button type="submit" pending={pending}>
            Save
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
