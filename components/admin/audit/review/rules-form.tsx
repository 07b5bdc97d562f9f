'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { useAction } from '@/components/ui/use-action';
import { RULE_NAMES, RULES } from '@/lib/admin/audit/review/rules/all';
import type { RuleName } from '@/lib/admin/audit/review/rules/rule';
import type { ReviewSettings } from '@/lib/admin/audit/review/settings-schema';
import { saveRules } from './actions';

/** The numbers of each rule, in words. */
const NUMBERS: { readonly [Name in RuleName]: readonly (readonly [key: string, label: string])[] } = {
  bulk_reveal: [
    ['atLeast', 'Reveals in an hour, at least'],
    ['times', 'Times as many as usual'],
  ],
  same_surname: [],
  at_night: [
    ['from', 'Night begins at hour (0 to 23)'],
    ['to', 'Night ends at hour (0 to 23)'],
    ['atLeast', 'Acts in a night, at least'],
  ],
  no_open_activity: [['atLeast', 'Records in a day, at least']],
  refused_attempts: [['atLeast', 'Refused attempts in a day, at least']],
  dormant_account: [['days', 'Days without an act, at least']],
  first_export: [],
};

const SHOWN = ['overdueDays', ...RULE_NAMES.flatMap((name) => NUMBERS[name].map(([key]) => `${name}.${key}`))];

const numberIn = (form: FormData, name: string): number => Number(String(form.get(name) ?? '').trim() || Number.NaN);

export function RulesForm({ settings }: { settings: ReviewSettings }) {
  const [on, setOn] = useState(() => new Set(RULE_NAMES.filter((name) => settings[name].on)));
  const [marked, setMarked] = useState(settings.same_surname.marked);
  const save = useAction(saveRules, { onSuccess: () => toast.success('Rules saved') });
  const errors = save.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const rules = RULE_NAMES.map((name) => {
      const numbers = NUMBERS[name].map(([key]) => [key, numberIn(form, `${name}.${key}`)]);
      return [name, { on: on.has(name), ...Object.fromEntries(numbers), ...(name === 'same_surname' && { marked }) }];
    });
    save.execute({ overdueDays: numberIn(form, 'overdueDays'), ...Object.fromEntries(rules) } as ReviewSettings);
  }

  function switchRule(name: RuleName, isOn: boolean) {
    setOn((before) => new Set(isOn ? [...before, name] : [...before].filter((one) => one !== name)));
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <ActionError of={save} shown={SHOWN} />
      <Card id="overdue" title="Overdue">
        <Field
          label="Days until an open item is overdue"
          required
          className="max-w-sm"
          error={errors.overdueDays}
          hint="Reviewers are told once of each: 1 to 90."
        >
          <Input name="overdueDays" inputMode="numeric" defaultValue={settings.overdueDays} />
        </Field>
      </Card>
      {RULE_NAMES.map((name) => (
        <Card key={name} id={name} title={RULES[name].title} description={RULES[name].why}>
          <div className="flex flex-col gap-3">
            <Switch
              label={`Look for: ${RULES[name].title.toLowerCase()}`}
              checked={on.has(name)}
              onCheckedChange={(isOn) => switchRule(name, isOn)}
            />
            {name === 'same_surname' ? <Marked checked={marked} onChange={setMarked} /> : null}
            <div className="flex flex-wrap gap-3">
              {NUMBERS[name].map(([key, label]) => (
                <Field key={key} label={label} required className="w-60" error={errors[`${name}.${key}`]}>
                  <Input
                    name={`${name}.${key}`}
                    inputMode="numeric"
                    defaultValue={Number(Object.entries(settings[name]).find(([one]) => one === key)?.[1])}
                  />
                </Field>
              ))}
            </div>
          </div>
        </Card>
      ))}
      <div>
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function Marked({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Switch
      label="Also where the last name is marked as health data or encrypted"
      description="Whoever reviews then learns that a record has the last name of a colleague, though they may not read the name. Off: such records are not compared."
      checked={checked}
      onCheckedChange={onChange}
    />
  );
}
