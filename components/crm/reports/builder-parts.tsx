import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Builder } from '@/lib/crm/reports/queries';
import {
  GROUP_UNITS,
  type GroupUnit,
  type MeasureKind,
  type ReportGroup,
  type ReportMeasure,
} from '@/lib/platform/report-kinds';

const UNIT_LABELS: Record<GroupUnit, string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
};

export interface BuilderGroupProps {
  label: string;
  builder: Builder;
  group: ReportGroup | null;
  onChange: (group: ReportGroup | null) => void;
}

/** A field that lines or columns are made of, and of a date how long each of them is. */
export function BuilderGroup({ label, builder, group, onChange }: BuilderGroupProps) {
  const found = builder.groups.find(({ path }) => path === group?.field);
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem]">
      <Field label={label}>
        <Select
          placeholder="Nothing"
          value={found?.path ?? ''}
          options={builder.groups.map(({ path, label: words }) => ({ value: path, label: words }))}
          onChange={({ currentTarget: { value } }) => onChange(value === '' ? null : { field: value })}
        />
      </Field>
      {group && found?.kind === 'moment' ? (
        <Field label={`${label}: each`}>
          <Select
            value={group.unit ?? 'month'}
            options={GROUP_UNITS.map((unit) => ({ value: unit, label: UNIT_LABELS[unit] }))}
            onChange={({ currentTarget: { value } }) => {
              const unit = GROUP_UNITS.find((one) => one === value);
              if (unit) onChange({ ...group, unit });
            }}
          />
        </Field>
      ) : null}
    </div>
  );
}

export const KIND_LABELS: Record<MeasureKind, string> = {
  sum: 'Sum of',
  average: 'Average of',
  min: 'Lowest',
  max: 'Highest',
};

const MOST = 3;

export interface BuilderMeasuresProps {
  builder: Builder;
  measures: readonly ReportMeasure[];
  onChange: (measures: ReportMeasure[]) => void;
}

/** What is added up beside the count. */
export function BuilderMeasures({ builder, measures, onChange }: BuilderMeasuresProps) {
  const [first] = builder.measures;
  if (!first) return null;
  const kindsOf = (name: string) => builder.measures.find((one) => one.name === name)?.kinds ?? [];
  const change = (n: number, measure: ReportMeasure) => onChange(measures.map((one, at) => (at === n ? measure : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-fg text-sm">Figures beside the count</legend>
      {measures.map((measure, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while they are chosen
        <div key={n} className="grid grid-cols-[9rem_minmax(0,1fr)_2rem] gap-2">
          <Select
            aria-label={`Figure ${n + 1}: what is made of the number`}
            value={measure.of}
            options={kindsOf(measure.field).map((kind) => ({ value: kind, label: KIND_LABELS[kind] }))}
            onChange={({ currentTarget: { value } }) => {
              const kind = kindsOf(measure.field).find((one) => one === value);
              if (kind) change(n, { ...measure, of: kind });
            }}
          />
          <Select
            aria-label={`Figure ${n + 1}: the number`}
            value={measure.field}
            options={builder.measures.map(({ name, label }) => ({ value: name, label }))}
            onChange={({ currentTarget: { value } }) => {
              const kinds = kindsOf(value);
              const kind = kinds.find((one) => one === measure.of) ?? kinds[0];
              if (kind) change(n, { of: kind, field: value });
            }}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove figure ${n + 1}`}
            onClick={() => onChange(measures.filter((_, at) => at !== n))}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        </div>
      ))}
      <Button
        variant="ghost"
        size="sm"
        className="self-start"
        disabled={measures.length >= MOST}
        onClick={() => onChange([...measures, { of: first.kinds[0] ?? 'average', field: first.name }])}
      >
        <Plus aria-hidden="true" />
        Add a figure
      </Button>
    </fieldset>
  );
}
