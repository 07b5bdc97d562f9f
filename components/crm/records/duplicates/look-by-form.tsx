'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { useAction } from '@/components/ui/use-action';
import { MOST_FIELDS } from '@/lib/crm/records/duplicates/limits';
import type { DuplicatesPage } from '@/lib/crm/records/duplicates/list';
import { FieldChoices } from '../merge/field-choices';
import { findAll } from './actions';

export interface LookByFormProps extends Pick<DuplicatesPage, 'module' | 'fields'> {}

/** The fields that must be the same: the usual ones, and the others behind "More fields". */
export function LookByForm({ module, fields }: LookByFormProps) {
  const [chosen, setChosen] = useState(fields.filter((field) => field.chosen).map(({ apiName }) => apiName));
  const find = useAction(findAll);
  const error = find.result.serverError?.message;
  const toggle = (name: string) =>
    setChosen((now) => (now.includes(name) ? now.filter((one) => one !== name) : [...now, name]));
  return (
    <Card id="look-by" title="The same" description="All of the fields you choose must be the same.">
      <form
        method="post"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          find.execute({ module: module.apiName, by: chosen });
        }}
      >
        <FieldChoices fields={fields}>
          {({ apiName, label }) => (
            <Checkbox
              key={apiName}
              label={label}
              checked={chosen.includes(apiName)}
              disabled={chosen.length >= MOST_FIELDS && !chosen.includes(apiName)}
              onChange={() => toggle(apiName)}
            />
          )}
        </FieldChoices>
        {error ? (
          <Callout tone="danger" role="alert">
            {error}
          </Callout>
        ) : null}
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          disabled={chosen.length === 0}
          pending={find.isPending}
        >
          Find duplicates
        </Button>
      </form>
    </Card>
  );
}
