'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { Choice } from '@/lib/people/users/sso/queries';

export interface Places {
  profiles: readonly Choice[];
  roles: readonly Choice[];
}

export interface RuleRow {
  group: string;
  profileId: string;
  roleId: string;
}

interface RuleRowsProps {
  rules: readonly RuleRow[];
  places: Places;
  error: string | undefined;
  onChange: (rules: RuleRow[]) => void;
}

export const optionsOf = (choices: readonly Choice[]) => choices.map(({ id, name }) => ({ value: id, label: name }));

/** Which group of the provider gives which profile and role; the first that fits counts. */
export function RuleRows({ rules, places, error, onChange }: RuleRowsProps) {
  const set = (at: number, change: Partial<RuleRow>) =>
    onChange(rules.map((rule, n) => (n === at ? { ...rule, ...change } : rule)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-fg text-sm">Groups</legend>
      <p className="text-muted text-xs">
        The first that fits gives its profile and role, at every sign-in. A right to reveal that comes so rests until a
        second person has confirmed it.
      </p>
      {error ? <p className="text-danger-text text-xs">{error}</p> : null}
      <ul className="flex flex-col gap-2">
        {rules.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own until it is written
          <li key={at} className="flex flex-wrap items-center gap-2">
            <Input
              aria-label={`Group ${at + 1}`}
              className="w-44"
              value={rule.group}
              spellCheck={false}
              onChange={(event) => set(at, { group: event.currentTarget.value })}
            />
            <Select
              aria-label={`Profile of group ${at + 1}`}
              className="w-44"
              placeholder="Profile"
              value={rule.profileId}
              options={optionsOf(places.profiles)}
              onChange={(event) => set(at, { profileId: event.currentTarget.value })}
            />
            <Select
              aria-label={`Role of group ${at + 1}`}
              className="w-44"
              placeholder="Role"
              value={rule.roleId}
              options={optionsOf(places.roles)}
              onChange={(event) => set(at, { roleId: event.currentTarget.value })}
            />
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Remove group ${at + 1}`}
              onClick={() => onChange(rules.filter((_, n) => n !== at))}
            >
              <X aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button size="sm" onClick={() => onChange([...rules, { group: '', profileId: '', roleId: '' }])}>
          <Plus aria-hidden="true" />
          Add a group
        </Button>
      </div>
    </fieldset>
  );
}
