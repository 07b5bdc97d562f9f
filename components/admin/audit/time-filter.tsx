import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { RANGES, type Range } from '@/lib/admin/audit/choices';

interface Time {
  range: Range;
  /** Days, of a custom range. */
  from: string | null;
  to: string | null;
}

const ranges = Object.entries(RANGES).map(([value, label]) => ({ value, label }));

/** From when to when entries are shown. */
export function TimeFilter({ range, from, to, onChange }: Time & { onChange: (patch: Partial<Time>) => void }) {
  return (
    <>
      <Field label="Time" className="sm:w-36">
        <Select
          value={range}
          options={ranges}
          onChange={(event) => onChange({ range: event.currentTarget.value as Range, from: null, to: null })}
        />
      </Field>
      {range === 'custom' ? (
        <>
          <Field label="From" className="sm:w-38">
            <Input
              type="date"
              value={from ?? ''}
              max={to ?? undefined}
              onChange={(event) => onChange({ from: event.currentTarget.value || null })}
            />
          </Field>
          <Field label="To" className="sm:w-38">
            <Input
              type="date"
              value={to ?? ''}
              min={from ?? undefined}
              onChange={(event) => onChange({ to: event.currentTarget.value || null })}
            />
          </Field>
        </>
      ) : null}
    </>
  );
}
