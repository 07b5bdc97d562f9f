'use client';

import { ArrowRight, Plus, X } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { Mappable } from '@/lib/apps/connections/mappable';

export interface Pair {
  field: string;
  to: string;
}

export interface PairRowsProps {
  mappable: Mappable;
  pairs: readonly Pair[];
  onChange: (pairs: Pair[]) => void;
  errors: Readonly<Record<string, string>>;
}

/** Which of our fields goes to which of the app's. */
export function PairRows({ mappable, pairs, onChange, errors }: PairRowsProps) {
  const { ours, theirs, anyField } = mappable;
  const unused = ours.find(({ apiName }) => !pairs.some(({ field }) => field === apiName));
  const missing = theirs.filter(({ name, needed }) => needed && !pairs.some(({ to }) => to === name));
  const set = (at: number, pair: Pair) => onChange(pairs.map((one, n) => (n === at ? pair : one)));
  const add = () => {
    if (unused)
      onChange([...pairs, { field: unused.apiName, to: missing[0]?.name ?? (anyField ? unused.apiName : '') }]);
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-fg text-sm">Fields</legend>
      <ul className="flex flex-col gap-2">
        {pairs.map((pair, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own until it is chosen
          <li key={at} className="flex flex-col gap-1">
            <PairRow
              mappable={mappable}
              pair={pair}
              at={at}
              onChange={set}
              onRemove={() => onChange(pairs.filter((_, n) => n !== at))}
            />
            {errors[pair.field] ? <p className="text-danger-text text-xs">{errors[pair.field]}</p> : null}
          </li>
        ))}
      </ul>
      {missing.map(({ name, label }) => (
        <p key={name} className="text-danger-text text-xs">
          {errors[name] ?? `The app cannot do without ${label}: choose a field for it.`}
        </p>
      ))}
      {errors.fields ? <p className="text-danger-text text-xs">{errors.fields}</p> : null}
      <div>
        <Button size="sm" onClick={add} disabled={!unused}>
          <Plus aria-hidden="true" />
          Add a field
        </Button>
      </div>
    </fieldset>
  );
}

interface PairRowProps {
  mappable: Mappable;
  pair: Pair;
  at: number;
  onChange: (at: number, pair: Pair) => void;
  onRemove: () => void;
}

function PairRow({ mappable: { ours, theirs, anyField }, pair, at, onChange, onRemove }: PairRowProps) {
  const field = ours.find(({ apiName }) => apiName === pair.field);
  const label = field?.label ?? pair.field;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={`Field ${at + 1}`}
        className="w-56"
        value={pair.field}
        onChange={(event) =>
          onChange(
            at,
            anyField ? chosen(pair, event.currentTarget.value) : { ...pair, field: event.currentTarget.value },
          )
        }
        options={ours.map(({ apiName, label: name }) => ({ value: apiName, label: name }))}
      />
      <ArrowRight aria-hidden="true" className="size-4 text-subtle" />
      {anyField ? (
        <Input
          aria-label={`Where ${label} goes`}
          className="w-56"
          value={pair.to}
          spellCheck={false}
          onChange={(event) => onChange(at, { ...pair, to: event.currentTarget.value })}
        />
      ) : (
        <Select
          aria-label={`Where ${label} goes`}
          className="w-56"
          value={pair.to}
          placeholder="Choose"
          onChange={(event) => onChange(at, { ...pair, to: event.currentTarget.value })}
          options={theirs.map(({ name, label: theirLabel, needed }) => ({
            value: name,
            label: needed ? `${theirLabel} (needed)` : theirLabel,
          }))}
        />
      )}
      {field?.marked ? <Badge tone="phi">PHI</Badge> : null}
      <Button size="sm" variant="ghost" aria-label={`Remove ${label}`} onClick={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}

/** Where nobody named the place of a field, it is named as the field is. */
const chosen = ({ field, to }: Pair, other: string): Pair => ({ field: other, to: to === field ? other : to });
