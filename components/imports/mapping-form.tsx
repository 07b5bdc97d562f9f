'use client';

import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ImportRef, Mapping } from '@/lib/imports/schemas';
import type { FieldDefinition } from '@/lib/modules/definition';
import type { MappingActs } from './acts';
import { PreviewCard } from './preview-card';

export interface MappingFormProps {
  reference: ImportRef;
  headers: readonly string[];
  fields: readonly FieldDefinition[];
  proposed: Mapping;
  acts: MappingActs;
}

/** Which column fills which field; then a dry run; then the import. */
export function MappingForm({ reference, headers, fields, proposed, acts }: MappingFormProps) {
  const [mapping, setMapping] = useState<Mapping>(proposed);
  const preview = useAction(acts.preview);
  const start = useAction(acts.start);
  const error = start.result.serverError ?? preview.result.serverError;
  // Two columns may share a header; their place tells them apart.
  const columns = headers.map((header, column) => ({ id: `column-${column}`, header, column }));
  const options = fields.map((field) => ({
    value: field.apiName,
    label: field.required ? `${field.label} *` : field.label,
  }));

  function choose(column: number, apiName: string) {
    const { [column]: _, ...others } = mapping;
    setMapping(apiName === '' ? others : { ...others, [column]: apiName });
    preview.reset();
  }

  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Card
        id="mapping"
        title="Map columns"
        description={`${Object.keys(mapping).length} of ${headers.length} columns are imported`}
      >
        <ul className="flex flex-col divide-y divide-line">
          {columns.map(({ id, header, column }) => {
            const field = fields.find((one) => one.apiName === mapping[column]);
            const name = header || `Column ${column + 1}`;
            return (
              <li
                key={id}
                className="grid items-center gap-x-4 gap-y-1 py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_6rem]"
              >
                <span className="truncate text-fg text-sm">{name}</span>
                <Field label={`Field for ${name}`} hideLabel>
                  <Select
                    value={mapping[column] ?? ''}
                    placeholder="Do not import"
                    options={options}
                    onChange={(event) => choose(column, event.target.value)}
                  />
                </Field>
                {field?.marked ? <Badge tone="phi">Health data</Badge> : <span />}
              </li>
            );
          })}
        </ul>
      </Card>
      {error ? (
        <Callout tone="danger" role="alert">
          {error.message}
        </Callout>
      ) : null}
      {preview.result.data ? <PreviewCard preview={preview.result.data} /> : null}
      <div className="flex justify-end gap-2">
        <Button
          variant={preview.result.data ? 'secondary' : 'primary'}
          pending={preview.isPending}
          onClick={() => preview.execute({ ...reference, mapping })}
        >
          Preview
        </Button>
        {preview.result.data && preview.result.data.taken > 0 ? (
          <Button variant="primary" pending={start.isPending} onClick={() => start.execute({ ...reference, mapping })}>
            Start import
          </Button>
        ) : null}
      </div>
    </div>
  );
}
