'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select, type SelectOption } from '@/components/ui/select';
import type { Rules } from '@/lib/people/users/scim/schemas';

export interface Places {
  profiles: readonly SelectOption[];
  roles: readonly SelectOption[];
}

export interface RulesFieldsProps {
  rules: Rules | null;
  places: Places;
  errors: Readonly<Record<string, string>>;
}

interface Row {
  key: number;
  group: string;
  profileId: string;
  roleId: string;
}

/** The profile and role of new people, and of those in groups. Read again by `readRules`. */
export function RulesFields({ rules, places, errors }: RulesFieldsProps) {
  const [rows, setRows] = useState<readonly Row[]>(() => (rules?.rules ?? []).map((rule, key) => ({ ...rule, key })));
  const next = rows.reduce((most, { key }) => Math.max(most, key), -1) + 1;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Profile of new people"
          required
          error={errors['rules.profileId']}
          hint="And of whoever is in none of the groups below."
        >
          <Select
            name="profileId"
            options={places.profiles}
            placeholder="Choose"
            defaultValue={rules?.profileId ?? ''}
          />
        </Field>
        <Field label="Role of new people" required error={errors['rules.roleId']}>
          <Select name="roleId" options={places.roles} placeholder="Choose" defaultValue={rules?.roleId ?? ''} />
        </Field>
      </div>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1 font-medium text-fg text-sm">Groups, the first that somebody is in decides</legend>
        {rows.map(({ key, group, profileId, roleId }, n) => (
          <div key={key} className="grid items-end gap-2 sm:grid-cols-[1fr_1fr_1fr_auto]">
            <Field label={`Group ${n + 1}`} required error={errors[`rules.rules.${n}.group`]}>
              <Input name="group" defaultValue={group} autoComplete="off" />
            </Field>
            <Field label={`Profile of group ${n + 1}`} required error={errors[`rules.rules.${n}.profileId`]}>
              <Select name="groupProfileId" options={places.profiles} placeholder="Choose" defaultValue={profileId} />
            </Field>
            <Field label={`Role of group ${n + 1}`} required error={errors[`rules.rules.${n}.roleId`]}>
              <Select name="groupRoleId" options={places.roles} placeholder="Choose" defaultValue={roleId} />
            </Field>
            <Button
              size="icon"
              aria-label={`Remove group ${n + 1}`}
              onClick={() => setRows(rows.filter((row) => row.key !== key))}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        ))}
        {errors['rules.rules'] ? <p className="text-danger-text text-xs">{errors['rules.rules']}</p> : null}
        <Button
          className="self-start"
          onClick={() => setRows([...rows, { key: next, group: '', profileId: '', roleId: '' }])}
        >
          <Plus aria-hidden="true" />
          Add a group
        </Button>
      </fieldset>
    </>
  );
}

/** What the fields say. */
export function readRules(form: FormData): Rules {
  const all = (name: string) => form.getAll(name).map(String);
  const [profiles, roles] = [all('groupProfileId'), all('groupRoleId')];
  return {
    profileId: String(form.get('profileId') ?? ''),
    roleId: String(form.get('roleId') ?? ''),
    rules: all('group').map((group, n) => ({ group, profileId: profiles[n] ?? '', roleId: roles[n] ?? '' })),
  };
}
