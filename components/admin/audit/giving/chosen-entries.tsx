import { Checkbox } from '@/components/ui/checkbox';
import { RadioGroup } from '@/components/ui/radio-group';
import { Time } from '@/components/ui/time';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import type { Id } from '@/lib/platform/ids';

export interface ChosenEntriesProps {
  /** The entries of the page. */
  lines: readonly EntryLine[];
  hasMore: boolean;
  /** Null: all that the filter finds. */
  chosen: readonly Id[] | null;
  error: string | undefined;
  onChange: (chosen: readonly Id[] | null) => void;
}

/** All entries of the filter, or those that are checked. */
export function ChosenEntries({ lines, hasMore, chosen, error, onChange }: ChosenEntriesProps) {
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup
        legend="Which entries"
        value={chosen === null ? 'all' : 'some'}
        onValueChange={(value) => onChange(value === 'all' ? null : [])}
        {...(error && { error })}
        options={[
          {
            value: 'all',
            label: 'All that the filter finds',
            description: hasMore ? 'With those on other pages, at most 500' : `${lines.length} of this record`,
          },
          {
            value: 'some',
            label: 'Only some',
            ...(hasMore && { description: 'Of those on this page' }),
          },
        ]}
      />
      {chosen === null ? null : (
        <fieldset className="max-h-56 overflow-y-auto rounded-sm border border-line p-3">
          <legend className="sr-only">Entries</legend>
          <div className="flex flex-col gap-2">
            {lines.map(({ id, what, who, at }) => (
              <Checkbox
                key={id}
                label={
                  <>
                    {what}, {who.name}, <Time value={at} />
                  </>
                }
                checked={chosen.includes(id)}
                onCheckedChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
              />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
