'use client';

import type { FieldSources } from '@/components/fields/control-props';
import { FieldInput } from '@/components/fields/field-input';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { RadioGroup, type RadioOption } from '@/components/ui/radio-group';
import { lookup } from '@/lib/crm/modules/field-types/lookup';
import type { TargetDraft } from '@/lib/crm/records/conversion/draft';
import { AskedFields } from './asked-fields';
import { type Choice, inputName } from './use-conversion';

export interface TargetCardProps {
  target: TargetDraft;
  choice: Choice;
  onChoose: (choice: Choice) => void;
  sources: FieldSources;
  errors: Readonly<Record<string, string>>;
  /** Whether none is a choice too. */
  optional?: boolean;
}

/** Which account or contact the lead becomes: a new one, one that may be the same, or another. */
export function TargetCard({ target, choice, onChoose, sources, errors, optional = false }: TargetCardProps) {
  const word = target.singular.toLowerCase();
  const { records, passed } = target.same;
  return (
    <Card id={target.apiName} title={target.singular}>
      <div className="flex flex-col gap-4">
        {records.length > 0 ? (
          <Callout tone="info">
            {records.length === 1 ? `One ${word} may be` : `${records.length} ${target.plural.toLowerCase()} may be`}{' '}
            the same. Choose it, or make a new one.
          </Callout>
        ) : null}
        <RadioGroup
          legend={`The lead becomes this ${word}`}
          hideLegend
          options={optionsOf(target, optional)}
          value={choice}
          onValueChange={onChoose}
          error={errors[target.apiName]}
        />
        {passed.length > 0 ? (
          <p className="text-muted text-sm">
            {passed.join(' and ')} {passed.length === 1 ? 'is' : 'are'} protected, so {target.plural.toLowerCase()} with
            the same value were not looked for.
          </p>
        ) : null}
        {choice === 'other' ? (
          <FieldInput field={otherField(target)} name={inputName(target, 'other')} sources={sources} />
        ) : null}
        {choice === 'new' ? <AskedFields target={target} sources={sources} errors={errors} /> : null}
      </div>
    </Card>
  );
}

function optionsOf({ singular, name, creatable, same }: TargetDraft, optional: boolean): RadioOption[] {
  const word = singular.toLowerCase();
  return [
    ...same.records.map((record) => ({
      value: record.id,
      label: record.name,
      description: `Of ${record.ownerName}. It stays as it is.`,
    })),
    {
      value: 'new',
      label: name ? `New ${word}: ${name}` : `New ${word}`,
      disabled: !creatable,
      description: creatable ? undefined : `Your profile may not make one.`,
    },
    { value: 'other', label: `Another ${word} that is there` },
    ...(optional ? [{ value: 'none', label: `No ${word}` }] : []),
  ];
}

const otherField = ({ apiName, singular }: TargetDraft) => ({
  id: '0',
  apiName: 'other',
  label: singular,
  type: lookup.key,
  required: true,
  readOnly: false,
  unique: false,
  marked: false,
  sealed: false,
  options: { lookupModule: apiName },
});
