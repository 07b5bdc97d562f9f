import { Badge } from '@/components/ui/badge';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import { MOST_FURTHER } from '@/lib/crm/imports/rows/duplicates';
import { type DuplicateKey, togetherOf, type WhatOfDuplicates } from './duplicate-keys';
import { ImportedAgain, type ImportedAgainProps } from './imported-again';
import { KnownRows } from './known-rows';
import type { Known } from './use-known';

export interface DuplicatesCardProps extends Omit<ImportedAgainProps, 'action'> {
  singular: string;
  plural: string;
  /** The surest first. */
  keys: readonly DuplicateKey[];
  value: WhatOfDuplicates;
  mayEdit: boolean;
  known: Known;
  /** Labels of required fields that no column fills. */
  lacking: readonly string[];
  /** Of a protected field: asks how many rows have a record. */
  onCount: (() => void) | null;
  onChange: (value: WhatOfDuplicates) => void;
}

/** What happens with a row whose record is there already: asked where there are records, with how many rows it is about. */
export function DuplicatesCard(props: DuplicatesCardProps) {
  const { singular, plural, keys, value, mayEdit, known, lacking, onChange } = props;
  const chosen = keys.find((key) => key.value === value.by);
  const others = keys.filter((key) => !key.sure && key.value !== value.by);
  const and = value.and ?? [];
  const together = togetherOf(keys, value);
  const by = together.map(({ label }) => label).join(', ');
  return (
    <Card id="duplicates" title="Duplicates" description="What happens with a row whose record is there already.">
      <div className="flex flex-col gap-4">
        <ImportedAgain before={props.before} action={value.action} again={props.again} onAgain={props.onAgain} />
        {chosen ? (
          <>
            <Field label="Find records by">
              <Select
                value={chosen.value}
                options={[...keys]}
                onChange={({ target }) => onChange({ ...value, by: target.value, and: [] })}
              />
            </Field>
            <KnownRows singular={singular} by={together} known={known} onCount={props.onCount} />
          </>
        ) : null}
        {value.action === null ? (
          <Callout tone="warning" title="Choose what becomes of them">
            {`Nothing is chosen for you. With a record for every row, a file that is imported twice makes every ${singular.toLowerCase()} twice.`}
          </Callout>
        ) : null}
        <RadioGroup
          legend="Rows of records that are there already"
          value={value.action ?? ''}
          onValueChange={(action) => onChange({ ...value, action: action as WhatOfDuplicates['action'] })}
          options={[
            {
              value: 'skip',
              label: chosen ? `Skip those that are here already, by ${by}` : 'Skip those that are here already',
              description: (
                <>
                  The record stays as it is.
                  {value.action === null && chosen ? <Badge className="ml-2">Proposed</Badge> : null}
                </>
              ),
              disabled: !chosen,
            },
            {
              value: 'overwrite',
              label: 'Overwrite the record',
              description: mayEdit
                ? 'Cells that are blank change nothing. Undoing the import gives back the former values.'
                : `Your profile may not edit ${plural.toLowerCase()}.`,
              disabled: !chosen || !mayEdit,
            },
            {
              value: 'create',
              label: 'Create a record for every row',
              description: 'A row whose unique value another record has is refused and listed.',
            },
          ]}
          hint={
            chosen
              ? undefined
              : 'To skip or overwrite, map a column that tells one from another, such as the e-mail address.'
          }
        />
        {value.action === 'overwrite' && lacking.length > 0 ? (
          <Callout tone="info">
            {`No column fills ${lacking.join(', ')}, required of a new ${singular.toLowerCase()}. A row that finds its record changes only what it has; a row that finds none is refused.`}
          </Callout>
        ) : null}
        {value.action !== 'create' && chosen && !chosen.sure && others.length > 0 ? (
          <fieldset className="min-w-0">
            <legend className="mb-1.5 font-medium text-fg text-sm">The same must also be</legend>
            <div className="flex flex-wrap gap-x-5 gap-y-2">
              {others.map(({ value: name, label }) => (
                <Checkbox
                  key={name}
                  label={label}
                  checked={and.includes(name)}
                  disabled={and.length >= MOST_FURTHER && !and.includes(name)}
                  onCheckedChange={(checked) =>
                    onChange({ ...value, and: checked ? [...and, name] : and.filter((one) => one !== name) })
                  }
                />
              ))}
            </div>
          </fieldset>
        ) : null}
      </div>
    </Card>
  );
}
