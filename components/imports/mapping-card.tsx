import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { RECORD_ID } from '@/lib/imports/rows/duplicates';
import type { Mapping } from '@/lib/imports/schemas';
import type { FieldDefinition } from '@/lib/modules/definition';

export interface MappingCardProps {
  headers: readonly string[];
  fields: readonly FieldDefinition[];
  mapping: Mapping;
  /** It is as the same columns were mapped last time. */
  remembered: boolean;
  onChange: (mapping: Mapping) => void;
}

/** Which column fills which field. */
export function MappingCard({ headers, fields, mapping, remembered, onChange }: MappingCardProps) {
  // Two columns may share a header; their place tells them apart.
  const columns = headers.map((header, column) => ({ id: `column-${column}`, header, column }));
  const options = [
    ...fields.map((field) => ({
      value: field.apiName,
      label: field.required ? `${field.label} *` : field.label,
    })),
    { value: RECORD_ID, label: 'Record ID (finds records, is not written)' },
  ];
  const count = `${Object.keys(mapping).length} of ${headers.length} columns are imported`;

  function choose(column: number, apiName: string) {
    const { [column]: _, ...others } = mapping;
    onChange(apiName === '' ? others : { ...others, [column]: apiName });
  }

  return (
    <Card
      id="mapping"
      title="Map columns"
      description={remembered ? `${count}, as you mapped these columns last time` : count}
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
              {field?.marked ? (
                <Badge tone="phi" className="justify-self-start">
                  Health data
                </Badge>
              ) : (
                <span />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
