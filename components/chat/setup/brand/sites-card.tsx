'use client';

import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { Textarea } from '@/components/ui/textarea';
import type { Department } from '@/lib/chat/setup/departments';
import { errorsOf } from './errors-of';
import type { BrandPartProps } from './part';

interface SitesCardProps extends BrandPartProps {
  departments: readonly Department[];
}

export function SitesCard({ settings, change, errors, departments }: SitesCardProps) {
  const { origins, departmentIds } = settings;
  const options = departments.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Card id="sites" title="Sites and departments">
      <div className="flex flex-col gap-4">
        {origins.every((line) => line.trim() === '') ? (
          <Callout tone="warning">The widget opens on no website yet. Name the sites that it may stand on.</Callout>
        ) : null}
        <Field
          label="Sites"
          error={errorsOf(errors, 'settings.origins')}
          hint="One a line, such as https://www.clinic.example, or https://*.clinic.example for all below. Browsers refuse the widget everywhere else."
        >
          <Textarea
            rows={3}
            spellCheck={false}
            className="font-mono"
            value={origins.join('\n')}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change({ origins: value === '' ? [] : value.split('\n') });
            }}
          />
        </Field>
        <Field
          label="Departments"
          error={errorsOf(errors, 'settings.departmentIds')}
          hint="Two or more: visitors are asked which one, in this order. None: everybody who may answer is asked."
        >
          <MultiCombobox
            label="Departments"
            placeholder={options.length === 0 ? 'There is no department yet' : 'Add a department'}
            options={options}
            disabled={options.length === 0}
            value={departmentIds.flatMap((id) => options.find(({ value }) => value === id) ?? [])}
            onValueChange={(chosen) => change({ departmentIds: chosen.map(({ value }) => value) })}
          />
        </Field>
      </div>
    </Card>
  );
}
