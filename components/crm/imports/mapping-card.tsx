import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import type { Question } from '@/lib/crm/imports/columns/question';
import type { Asked, ColumnChoice, ColumnChoices } from '@/lib/crm/imports/columns/reading';
import { OWNER, RECORD_ID } from '@/lib/crm/imports/rows/duplicates';
import type { Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { ColumnRow, type ColumnRowProps } from './column-row';
import { MappingStatus } from './mapping-status';
import type { NewFieldProps } from './new-field-form';

export interface MappingCardProps extends Pick<ColumnRowProps, 'onAddOptions'> {
  headers: readonly string[];
  fields: readonly FieldDefinition[];
  mapping: Mapping;
  choices: ColumnChoices;
  /** One for each column, once they were looked at. */
  looks: readonly ColumnLook[];
  /** Questions about the file itself that nobody has answered. */
  asked: number;
  /** It is as the same columns were mapped last time. */
  remembered: boolean;
  /** Null for those who may not. */
  onMakeField: ((column: number, ...made: Parameters<NewFieldProps['onMake']>) => void) | null;
  onChange: (mapping: Mapping, choices: ColumnChoices) => void;
}

export const AS_IT_STANDS: ColumnChoice = { reading: {}, bad: 'refuse' };

/** Any time zone may be answered, also where it is not offered yet. */
const hasAnswer = ({ asks, answers }: Question, wanted: string): boolean =>
  asks === 'zone' || answers.some(({ value }) => value === wanted);

const targetsOf = (fields: readonly FieldDefinition[]) => [
  ...fields.map((field) => ({
    value: field.apiName,
    label: field.required ? `${field.label} *` : field.label,
  })),
  { value: OWNER, label: 'Owner of new records' },
  { value: RECORD_ID, label: 'Record ID (finds records, is not written)' },
];

/** Which column fills which field, and how it is read. */
export function MappingCard(props: MappingCardProps) {
  const { headers, fields, mapping, choices, looks, asked, remembered, onMakeField, onChange } = props;
  // Two columns may share a header; their place tells them apart.
  const columns = headers.map((header, column) => ({ id: `column-${column}`, header, column }));
  const options = targetsOf(fields);
  const count = `${Object.keys(mapping).length} of ${headers.length} columns are imported`;
  const [last, setLast] = useState<{ asks: Asked; value: string } | null>(null);
  const alike = looks.filter(({ questions }) =>
    questions.some((one) => one.answer === null && one.asks === last?.asks && hasAnswer(one, last.value)),
  );

  function answer(columns: readonly number[], asks: Asked, value: string) {
    const changed = columns.map((column) => {
      const choice = choices[column] ?? AS_IT_STANDS;
      const asLastTime = choice.asLastTime?.filter((one) => one !== asks);
      return [column, { ...choice, reading: { ...choice.reading, [asks]: value }, asLastTime }];
    });
    setLast({ asks, value });
    onChange(mapping, { ...choices, ...Object.fromEntries(changed) });
  }

  function choose(column: number, apiName: string) {
    const { [column]: _, ...others } = mapping;
    const { [column]: __, ...kept } = choices;
    onChange(apiName === '' ? others : { ...others, [column]: apiName }, kept);
  }

  return (
    <Card
      id="mapping"
      title="Map columns"
      description={remembered ? `${count}, as you mapped these columns last time` : count}
    >
      <MappingStatus looks={looks} asked={asked} />
      {last && alike.length > 0 ? (
        <Button
          size="sm"
          className="mb-2"
          onClick={() =>
            answer(
              alike.map(({ column }) => column),
              last.asks,
              last.value,
            )
          }
        >
          {alike.length === 1
            ? 'Answer the other column that asks this the same'
            : `Answer the other ${alike.length} columns that ask this the same`}
        </Button>
      ) : null}
      <ul className="flex flex-col divide-y divide-line">
        {columns.map(({ id, header, column }) => (
          <ColumnRow
            key={id}
            name={header || `Column ${column + 1}`}
            options={options}
            field={fields.find((one) => one.apiName === mapping[column])}
            target={mapping[column] ?? ''}
            look={looks[column]}
            choice={choices[column] ?? AS_IT_STANDS}
            makeField={onMakeField && ((field) => onMakeField(column, field))}
            onTarget={(apiName) => choose(column, apiName)}
            onChoice={(choice) => onChange(mapping, { ...choices, [column]: choice })}
            onAnswer={(asks, value) => answer([column], asks, value)}
            onAddOptions={props.onAddOptions}
          />
        ))}
      </ul>
    </Card>
  );
}
