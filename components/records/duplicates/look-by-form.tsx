'use client';

import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { MOST_FIELDS } from '@/lib/records/duplicates/limits';
import type { DuplicatesPage } from '@/lib/records/duplicates/list';
import type { DuplicatesActs } from './acts';

export interface LookByFormProps extends Pick<DuplicatesPage, 'module' | 'fields'> {
  acts: Pick<DuplicatesActs, 'findAll'>;
}

/** The fields that must be the same: the usual ones, and the others behind "More fields". */
export function LookByForm({ module, fields, acts }: LookByFormProps) {
  const [chosen, setChosen] = useState(fields.filter((field) => field.chosen).map(({ apiName }) => apiName));
  const find = useAction(acts.findAll);
  const error = find.result.serverError?.message;
  const toggle = (name: string) =>
    setChosen((now) => (now.includes(name) ? now.filter((one) => one !== name) : [...now, name]));
  const [first, others] = [fields.filter((field) => field.shownFirst), fields.filter((field) => !field.shownFirst)];
  const boxes = (some: LookByFormProps['fields']) => (
    <div className="flex flex-wrap gap-x-5 gap-y-2">
      {some.map(({ apiName, label }) => (
        <Checkbox
          key={apiName}
          label={label}
          checked={chosen.includes(apiName)}
          disabled={chosen.length >= MOST_FIELDS && !chosen.includes(apiName)}
          onChange={() => toggle(apiName)}
        />
      ))}
    </div>
  );
  return (
    <Card id="look-by" title="The same" description="All of the fields you choose must be the same.">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          find.execute({ module: module.apiName, by: chosen });
        }}
      >
        <fieldset className="flex flex-col gap-3">
          <legend className="sr-only">Fields that must be the same</legend>
          {boxes(first)}
          {others.length > 0 ? (
            <details className="text-sm" open={others.some(({ apiName }) => chosen.includes(apiName))}>
              <summary className="mb-2 w-fit cursor-pointer rounded-xs text-accent-text">More fields</summary>
              {boxes(others)}
            </details>
          ) : null}
        </fieldset>
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
