'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { BUDGET_KINDS, type BudgetKind, budgetsOfProfile } from '@/lib/protection/compliance/budgets';
import { setBudgets, setProfileBudgets } from './actions';
import { BUDGET_NAMES } from './budget-labels';
import { sayError } from './say-error';

const PERIODS = [
  ['hour', 'an hour'],
  ['day', 'a day'],
] as const;

export interface BudgetFormProps {
  overview: Pick<ComplianceOverview, 'budgets' | 'budgetsWait' | 'budgetUse' | 'mayManage' | 'profiles' | 'me'>;
}

/** The budgets of everybody, or those that a profile has of its own. */
export function BudgetForm({ overview }: BudgetFormProps) {
  const { budgets, budgetsWait, profiles, mayManage } = overview;
  const [profileId, setProfileId] = useState('');
  const said = {
    onSuccess: () => toast.success('Smaller budgets are in force. Larger ones wait to be confirmed.'),
    onError: sayError,
  };
  const save = useAction(setBudgets, said);
  const saveProfile = useAction(setProfileBudgets, said);
  const isOwn = profileId in (budgets.profiles ?? {});
  const shown = budgetsOfProfile(budgets, profileId);
  const fieldErrors = (profileId ? saveProfile : save).result.serverError?.fields ?? {};
  const key = `${profileId} ${JSON.stringify(shown)}`;
  const errorOf = (name: string) => fieldErrors[name] ?? fieldErrors[`budgets.${name}`];

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (kind: BudgetKind) => ({
      hour: Number(form.get(`${kind}.hour`)),
      day: Number(form.get(`${kind}.day`)),
    });
    const wanted = { one: read('one'), bulk: read('bulk') };
    if (profileId) saveProfile.execute({ profileId, budgets: wanted });
    else save.execute(wanted);
  }

  return (
    <form method="post" key={key} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Budgets of" className="max-w-xs" hint="A profile without its own has those of everybody.">
        <Select
          value={profileId}
          placeholder="Everybody"
          options={profiles.map(({ id, name }) => ({
            value: id,
            label: id in (budgets.profiles ?? {}) ? `${name} (its own)` : name,
          }))}
          onChange={(event) => setProfileId(event.currentTarget.value)}
        />
      </Field>
      {BUDGET_KINDS.map((kind) => (
        <fieldset key={kind} className="flex flex-col gap-2">
          <legend className="mb-1 font-medium text-fg text-sm">{BUDGET_NAMES[kind]}</legend>
          <div className="grid max-w-md gap-3 sm:grid-cols-2">
            {PERIODS.map(([period, words]) => (
              <Field key={period} label={`Records ${words}`} error={errorOf(`${kind}.${period}`)}>
                <Input
                  name={`${kind}.${period}`}
                  type="number"
                  min={1}
                  max={10_000_000}
                  required
                  disabled={!mayManage}
                  aria-label={`${BUDGET_NAMES[kind]}: records ${words}`}
                  defaultValue={shown[kind][period]}
                />
              </Field>
            ))}
          </div>
        </fieldset>
      ))}
      {budgetsWait ? <Callout>Larger budgets wait to be confirmed. Until then these are in force.</Callout> : null}
      {mayManage ? (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" pending={save.isPending || saveProfile.isPending}>
            Save budgets
          </Button>
          {isOwn ? (
            <Button variant="secondary" onClick={() => saveProfile.execute({ profileId, budgets: null })}>
              Use those of everybody
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}
