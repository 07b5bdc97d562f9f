import { Checkbox } from '@/components/ui/checkbox';
import type { MappedAct } from '@/lib/apps/connections/connection';
import type { Mappable } from '@/lib/apps/connections/mappable';

const HEARD = [
  { value: 'create', label: 'A record is created or restored' },
  { value: 'change', label: 'A record is changed' },
  { value: 'delete', label: 'A record is moved to the recycle bin' },
] as const;
const RECEIVE = 'receive';
const RECEIVE_DELETE = 'receive_delete';

/** What a form with `ActChoices` says. */
export const chosenActs = (form: FormData): MappedAct[] =>
  [...HEARD.map(({ value }) => value), RECEIVE, RECEIVE_DELETE].filter((value): value is MappedAct => form.has(value));

export interface ActChoicesProps {
  mappable: Mappable;
  /** As they are; null: a new mapping. */
  acts: readonly MappedAct[] | null;
  error: string | undefined;
}

/** When an app hears of a record, and whether it may make, change and delete such records here. */
export function ActChoices({ mappable, acts, error }: ActChoicesProps) {
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium text-fg text-sm">It hears of it when</legend>
        {HEARD.map(({ value, label }) => (
          <Checkbox key={value} name={value} label={label} defaultChecked={acts?.includes(value) ?? true} />
        ))}
        {error ? <p className="text-danger-text text-xs">{error}</p> : null}
      </fieldset>
      {mappable.takesIn ? (
        <>
          <Checkbox
            name={RECEIVE}
            defaultChecked={acts?.includes(RECEIVE) ?? false}
            label={`It may make and change ${mappable.plural} here`}
            description="By signed requests, in the name of whoever connected it, and only the fields below."
          />
          <Checkbox
            name={RECEIVE_DELETE}
            defaultChecked={acts?.includes(RECEIVE_DELETE) ?? false}
            label={`It may move ${mappable.plural} here to the recycle bin`}
            description="Only those that it made or was told of."
          />
        </>
      ) : null}
    </>
  );
}
