import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import type { SavedView } from '@/lib/crm/views/queries';
import type { ExportChoice } from './request-for';

export interface ExportChoicesProps {
  module: { plural: string };
  views: readonly SavedView[];
  /** How many records are selected in the list. */
  selected: number;
  choice: ExportChoice;
  onChange: (choice: ExportChoice) => void;
}

const FORMATS = [
  { value: 'csv', label: 'CSV' },
  { value: 'xlsx', label: 'Excel workbook (XLSX)' },
  { value: 'zip', label: 'Zip, with related records and attached files' },
];

/** Which records, and as what. */
export function ExportChoices({ module, views, selected, choice, onChange }: ExportChoicesProps) {
  const change = (part: Partial<ExportChoice>) => onChange({ ...choice, ...part });
  const include = (what: ExportChoice['include'][number], wanted: boolean) =>
    change({ include: [...choice.include.filter((one) => one !== what), ...(wanted ? [what] : [])] });
  const scopes = [
    ...(selected > 0 ? [{ value: 'selected', label: `The ${selected} selected` }] : []),
    { value: 'view', label: 'This list, with its columns and filters' },
    ...(views.length > 0 ? [{ value: 'saved', label: 'A saved view' }] : []),
    { value: 'all', label: `All ${module.plural.toLowerCase()}, with all fields` },
  ];
  return (
    <>
      <RadioGroup
        legend="Records"
        options={scopes}
        value={choice.scope}
        onValueChange={(scope) => change({ scope: scope as ExportChoice['scope'] })}
      />
      {choice.scope === 'saved' ? (
        <Field label="View">
          <Select
            options={views.map(({ id, name }) => ({ value: id, label: name }))}
            value={choice.viewId ?? ''}
            onChange={(event) => change({ viewId: event.target.value })}
          />
        </Field>
      ) : null}
      <RadioGroup
        legend="Format"
        options={FORMATS}
        value={choice.format}
        onValueChange={(format) => change({ format: format as ExportChoice['format'] })}
      />
      {choice.format === 'zip' ? (
        <div className="flex flex-col gap-2">
          <Checkbox
            label="Related records"
            description="A CSV for each module that points to these records"
            checked={choice.include.includes('related')}
            onCheckedChange={(checked) => include('related', checked === true)}
          />
          <Checkbox
            label="Attached files"
            checked={choice.include.includes('attachments')}
            onCheckedChange={(checked) => include('attachments', checked === true)}
          />
        </div>
      ) : null}
      {choice.format === 'xlsx' ? null : (
        <Checkbox
          label="Add a byte order mark"
          description="For older versions of Excel"
          checked={choice.bom}
          onCheckedChange={(checked) => change({ bom: checked === true })}
        />
      )}
    </>
  );
}
