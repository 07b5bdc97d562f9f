'use client';

import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { SsoConnectionDto } from '@/lib/people/users/sso/queries';
import { optionsOf, type Places, type RuleRow, RuleRows } from './rule-rows';

interface AccountFieldsProps {
  config: SsoConnectionDto['config'];
  kind: 'oidc' | 'saml';
  places: Places;
  errors: Readonly<Record<string, string>>;
  rules: readonly RuleRow[];
  onRules: (rules: RuleRow[]) => void;
}

/** What a provider's word does to accounts. */
export function AccountFields({ config, kind, places, errors, rules, onRules }: AccountFieldsProps) {
  const [creates, setCreates] = useState(config?.creates != null);
  return (
    <>
      <Checkbox
        name="vouches"
        label="Its addresses are verified, also where it does not say so"
        description="Only where people cannot choose their address at the provider themselves."
        defaultChecked={config ? config.vouches : kind === 'saml'}
      />
      <Checkbox
        name="asksFactor"
        label="It asks for a second factor"
        description="Else Careledger asks for one where a profile needs it."
        defaultChecked={config?.asksFactor ?? true}
      />
      <Checkbox
        name="creates"
        label="Make an account for whoever has none"
        description="Where its profile may reveal health data, that rests until a second person has confirmed the account."
        checked={creates}
        onChange={(event) => setCreates(event.currentTarget.checked)}
      />
      {creates ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Profile of new accounts" required error={errors['creates.profileId']}>
            <Select
              name="profileId"
              placeholder="Choose"
              defaultValue={config?.creates?.profileId ?? ''}
              options={optionsOf(places.profiles)}
            />
          </Field>
          <Field label="Role of new accounts" required error={errors['creates.roleId']}>
            <Select
              name="roleId"
              placeholder="Choose"
              defaultValue={config?.creates?.roleId ?? ''}
              options={optionsOf(places.roles)}
            />
          </Field>
        </div>
      ) : null}
      <Field
        label={kind === 'oidc' ? 'Claim with the groups' : 'Attribute with the groups'}
        error={errors.groupsClaim}
        hint="Left empty: groups."
      >
        <Input name="groupsClaim" defaultValue={config?.groupsClaim ?? ''} spellCheck={false} autoComplete="off" />
      </Field>
      <RuleRows rules={rules} places={places} error={errors.rules} onChange={onRules} />
      <Field label="Whom no rule fits" error={errors.otherwise}>
        <Select
          name="otherwise"
          defaultValue={config?.otherwise ?? 'keep'}
          options={[
            { value: 'keep', label: 'Keeps the profile and role they have' },
            { value: 'refuse', label: 'Is not let in' },
          ]}
        />
      </Field>
    </>
  );
}
