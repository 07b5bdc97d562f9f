import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { timeZoneNames } from '@/lib/platform/time-zones';

const OPTIONS = timeZoneNames().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

interface AnotherZoneProps {
  /** Of the column. */
  name: string;
  onAnswer: (zone: string) => void;
}

/** Any time zone there is. The one chosen stands among the answers from then on. */
export function AnotherZone({ name, onAnswer }: AnotherZoneProps) {
  return (
    <Field label="Another time zone" className="mt-3 max-w-sm">
      <Combobox
        label={`Another time zone for ${name}`}
        options={OPTIONS}
        value={null}
        placeholder="Search for a city"
        onValueChange={(option) => option && onAnswer(option.value)}
      />
    </Field>
  );
}
