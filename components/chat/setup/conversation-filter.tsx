'use client';

import { useRouter } from 'next/navigation';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

/** Which conversations are listed. */
export interface Listed {
  state: 'closed' | 'live';
  /** A day, or empty. */
  until: string;
}

const PATH = '/setup/chat/conversations';

export function listedHref({ state, until }: Listed, before?: string): string {
  const query = new URLSearchParams({
    ...(state === 'live' && { state }),
    ...(until !== '' && { until }),
    ...(before && { before }),
  });
  return query.size > 0 ? `${PATH}?${query}` : PATH;
}

const STATES = [
  { value: 'closed', label: 'Closed' },
  { value: 'live', label: 'Going on' },
];

/** By state and day only: neither who wrote nor what is known here. */
export function ConversationFilter({ state, until }: Listed) {
  const router = useRouter();
  return (
    <form method="post" className="flex flex-wrap gap-3" onSubmit={(event) => event.preventDefault()}>
      <Field label="State" className="w-40">
        <Select
          value={state}
          options={STATES}
          onChange={({ currentTarget }) =>
            router.push(listedHref({ state: currentTarget.value === 'live' ? 'live' : 'closed', until }))
          }
        />
      </Field>
      <Field label={state === 'closed' ? 'Closed before' : 'Started before'} className="w-44">
        <Input
          type="date"
          defaultValue={until}
          onChange={({ currentTarget }) => router.push(listedHref({ state, until: currentTarget.value }))}
        />
      </Field>
    </form>
  );
}
