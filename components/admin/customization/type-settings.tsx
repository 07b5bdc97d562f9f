'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { isFixedSetting, SINGLE_LINE_MAX_LENGTH } from '@/lib/crm/modules/field-types/option-rules';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldOptions, FieldTypeKey, OptionKey } from '@/lib/crm/modules/field-types/type';
import { type EditedOption, PickListEditor } from './pick-list-editor';

export type EditedOptions = Omit<FieldOptions, 'pickList'> & { pickList?: readonly EditedOption[] };

export interface TypeSettingsProps {
  type: FieldTypeKey;
  options: EditedOptions;
  onChange: (options: EditedOptions) => void;
  errors: Readonly<Record<string, string>>;
  /** The field is there already: what is decided once is shown, not asked. */
  existing: boolean;
  lookupModules: readonly { apiName: string; plural: string }[];
}

const LABELS: Partial<Record<OptionKey, string>> = {
  maxLength: 'Maximum length',
  size: 'Size',
  decimals: 'Decimal places',
  currency: 'Currency',
  min: 'Minimum',
  max: 'Maximum',
  prefix: 'Prefix',
  startNumber: 'First number',
  suffix: 'Suffix',
  lookupModule: 'Looks up',
};

const HINTS: Partial<Record<OptionKey, string>> = {
  maxLength: 'In characters. It can grow later, not shrink.',
  currency: 'A code such as USD or EUR.',
};

const SIZES = [
  { value: 'small', label: 'Small: 2,000 characters' },
  { value: 'large', label: 'Large: 32,000 characters' },
];

/** The settings a field has because of its type. */
export function TypeSettings(props: TypeSettingsProps) {
  const all = fieldType(props.type).settings;
  const settings = all.filter((option) => option !== 'pickList');
  return (
    <>
      {all.includes('pickList') ? (
        <PickListEditor
          options={props.options.pickList ?? []}
          onChange={(pickList) => props.onChange({ ...props.options, pickList })}
          error={props.errors['options.pickList']}
        />
      ) : null}
      {settings.length > 0 ? (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          {settings.map((option) => (
            <Setting key={option} option={option} {...props} />
          ))}
        </div>
      ) : null}
    </>
  );
}

function Setting({
  option,
  options,
  onChange,
  errors,
  existing,
  lookupModules,
}: TypeSettingsProps & { option: OptionKey }) {
  const fixed = existing && isFixedSetting(option);
  const value = options[option];
  const set = (next: string | number | undefined) => onChange({ ...options, [option]: next });
  const label = LABELS[option] ?? option;
  return (
    <Field
      label={label}
      error={errors[`options.${option}`]}
      hint={fixed ? 'Decided when the field was made.' : HINTS[option]}
    >
      {option === 'size' ? (
        <Select options={SIZES} value={options.size ?? 'small'} onChange={(event) => set(event.currentTarget.value)} />
      ) : option === 'lookupModule' ? (
        <Select
          placeholder="Choose a module"
          options={lookupModules.map((module) => ({ value: module.apiName, label: module.plural }))}
          value={options.lookupModule ?? ''}
          disabled={fixed}
          onChange={(event) => set(event.currentTarget.value || undefined)}
        />
      ) : isNumeric(option) ? (
        <Input
          type="number"
          step={option === 'min' || option === 'max' ? 'any' : 1}
          disabled={fixed}
          placeholder={option === 'maxLength' ? String(SINGLE_LINE_MAX_LENGTH) : undefined}
          value={value === undefined ? '' : String(value)}
          onChange={({ currentTarget: { value: text } }) => set(text === '' ? undefined : Number(text))}
        />
      ) : (
        <Input
          disabled={fixed}
          maxLength={option === 'currency' ? 3 : 20}
          placeholder={option === 'currency' ? 'USD' : undefined}
          value={value === undefined ? '' : String(value)}
          onChange={({ currentTarget: { value: text } }) =>
            set(option === 'currency' ? text.toUpperCase() || undefined : text || undefined)
          }
        />
      )}
    </Field>
  );
}

const isNumeric = (option: OptionKey): boolean =>
  ['maxLength', 'decimals', 'min', 'max', 'startNumber'].includes(option);
