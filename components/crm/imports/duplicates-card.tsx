import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { DuplicateAction, SameMustBe } from './duplicate-action';
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
            <KnownRows singular={singular} by={togetherOf(keys, value)} known={known} onCount={props.onCount} />
          </>
        ) : null}
        {value.action === null ? (
          <Callout tone="warning" title="Choose what becomes of them">
            {`Nothing is chosen for you. With a record for every row, a file that is imported twice makes every ${singular.toLowerCase()} twice.`}
          </Callout>
        ) : null}
        <DuplicateAction plural={plural} keys={keys} value={value} mayEdit={mayEdit} onChange={onChange} />
        {value.action === 'overwrite' && lacking.length > 0 ? (
          <Callout tone="info">
            {`No column fills ${lacking.join(', ')}, required of a new ${singular.toLowerCase()}. A row that finds its record changes only what it has; a row that finds none is refused.`}
          </Callout>
        ) : null}
        {value.action !== 'create' && chosen && !chosen.sure && others.length > 0 ? (
          <SameMustBe others={others} value={value} onChange={onChange} />
        ) : null}
      </div>
    </Card>
  );
}
