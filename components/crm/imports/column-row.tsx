import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Select, type SelectOption } from '@/components/ui/select';
import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import { isOpen } from '@/lib/crm/imports/columns/question';
import type { Asked, BadCell, ColumnChoice } from '@/lib/crm/imports/columns/reading';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { ColumnQuestions } from './column-questions';
import { ColumnSamples } from './column-samples';
import { NewFieldForm, type NewFieldProps } from './new-field-form';

export interface ColumnRowProps {
  name: string;
  options: readonly SelectOption[];
  /** The field it fills; undefined while it fills none. */
  field: FieldDefinition | undefined;
  target: string;
  look: ColumnLook | undefined;
  choice: ColumnChoice;
  /** Null for those who may not. */
  makeField: NewFieldProps['onMake'] | null;
  onTarget: (apiName: string) => void;
  onChoice: (choice: ColumnChoice) => void;
  onAnswer: (asks: Asked, value: string) => void;
  onAddOptions: (field: FieldDefinition, options: readonly string[]) => void;
}

/** One column: which field it fills, five of its values before and after, what is said of it, asked and chosen. */
export function ColumnRow(props: ColumnRowProps) {
  const { name, options, field, target, look } = props;
  const [isMaking, setMaking] = useState(false);
  const mayMake = Boolean(look?.proposed && !field && props.makeField);
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_7rem]">
        <span className="min-w-0 break-words text-fg text-sm">{name}</span>
        <Field label={`Field for ${name}`} hideLabel>
          <Select
            value={target}
            placeholder="Do not import"
            options={options}
            onChange={(event) => props.onTarget(event.target.value)}
          />
        </Field>
        {field?.marked ? (
          <Badge tone="phi" className="justify-self-start">
            Health data
          </Badge>
        ) : null}
        {mayMake && !isMaking ? (
          <Button
            variant="ghost"
            size="sm"
            className="justify-self-start"
            aria-label={`Make a field of ${name}`}
            onClick={() => setMaking(true)}
          >
            Make a field
          </Button>
        ) : null}
      </div>
      {look && look.questions.length > 0 ? (
        <ColumnQuestions
          name={name}
          questions={look.questions}
          reading={props.choice.reading}
          onAnswer={props.onAnswer}
        />
      ) : null}
      {look?.looksLike ? (
        <Callout tone="phi">
          {`By ${look.looksLike === 'its name' ? 'its name' : `its values (${look.looksLike})`} this column looks like health data, and ${field?.label} is not marked. Mark the field first, in Modules and Fields, if it holds any.`}
        </Callout>
      ) : null}
      {look && look.notes.length > 0 ? (
        <ul className="list-disc pl-4 text-fg text-xs">
          {look.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {look ? <ColumnDetails {...props} look={look} /> : null}
      {isMaking && look?.proposed && !field && props.makeField ? (
        <NewFieldForm name={name} proposed={look.proposed} onMake={props.makeField} onClose={() => setMaking(false)} />
      ) : null}
    </li>
  );
}

const BAD_LABELS: Record<BadCell, string> = {
  refuse: 'Refuse the row',
  empty: 'Leave it empty and list it',
  create_record: 'Create the record it names',
};

function ColumnDetails(props: ColumnRowProps & { look: ColumnLook }) {
  const { name, field, look, choice, onChoice, onAddOptions } = props;
  const { empties } = choice.reading;
  const isText = field !== undefined && fieldType(field.type).text !== undefined;
  const [first] = look.samples;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer truncate text-muted text-xs">
        {`Values of ${name}`}
        {first ? (
          <Inline before={first.before} after={field && !isOpen(look) ? first.after : undefined} />
        ) : (
          <span className="ml-2 text-subtle italic">no row has one</span>
        )}
      </summary>
      <div className="mt-2 grid gap-4 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <ColumnSamples label={`Values of ${name}`} samples={look.samples} />
        {look.bad.length > 0 ? (
          <div className="flex min-w-0 flex-col gap-3">
            <Field label="A cell that cannot be read">
              <Select
                value={choice.bad}
                options={look.bad.map((value) => ({ value, label: BAD_LABELS[value] }))}
                onChange={({ target }) => onChoice({ ...choice, bad: target.value as BadCell })}
              />
            </Field>
            {isText && look.notes.length > 0 ? (
              <Field label="Words for nothing, such as N/A">
                <Select
                  value={empties ?? 'text'}
                  options={[
                    { value: 'text', label: 'Keep as text' },
                    { value: 'empty', label: 'Read as empty' },
                  ]}
                  onChange={({ target }) =>
                    onChoice({ ...choice, reading: { ...choice.reading, empties: target.value as 'text' | 'empty' } })
                  }
                />
              </Field>
            ) : null}
          </div>
        ) : null}
      </div>
      {field && look.newOptions.length > 0 ? (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <p className="text-muted text-xs">{`Not in the list: ${look.newOptions.join(', ')}`}</p>
          <Button size="sm" onClick={() => onAddOptions(field, look.newOptions)}>
            {`Add ${look.newOptions.length === 1 ? 'this option' : `these ${look.newOptions.length} options`} to ${field.label}`}
          </Button>
        </div>
      ) : null}
    </details>
  );
}

function Inline({ before, after }: { before: string; after: string | null | undefined }) {
  const kept = after === undefined || after === before ? '' : ` \u2192 ${after ?? 'cannot be read'}`;
  return <span className="ml-2 text-subtle">{`${before}${kept}`}</span>;
}
