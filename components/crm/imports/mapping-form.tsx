'use client';

import { Callout } from '@/components/ui/callout';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { CheckCard } from './check-card';
import { DuplicatesCard } from './duplicates-card';
import { MappingCard } from './mapping-card';
import type { MappingFormProps } from './mapping-props';
import { otherWays } from './other-ways';
import { StartBar } from './start-bar';
import { useMapping } from './use-mapping';

/** Which column fills which field, and what becomes of duplicates; then a dry run; then the import. */
export function MappingForm(props: MappingFormProps) {
  const { reference, singular, plural, headers, fields, asked } = props;
  const chosen = useMapping(props);
  const { mapping, choices, looks, rows, dryRun, error } = chosen;
  const { checkId, found } = dryRun;
  const isLacking = ({ required, apiName }: FieldDefinition) => required && !Object.values(mapping).includes(apiName);
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <MappingCard
        headers={headers}
        fields={fields}
        mapping={mapping}
        choices={choices}
        looks={looks}
        asked={asked}
        remembered={props.remembered}
        onMakeField={props.mayCustomise ? chosen.make : null}
        onAddOptions={chosen.addOptions}
        onChange={chosen.map}
      />
      <DuplicatesCard
        singular={singular}
        plural={plural}
        keys={rows.keys}
        value={rows.what}
        mayEdit={props.mayEdit}
        known={rows.known}
        lacking={fields.filter(isLacking).map(({ label }) => label)}
        onCount={rows.count}
        before={props.before}
        again={chosen.again}
        onAgain={chosen.setAgain}
        onChange={chosen.chooseDuplicates}
      />
      {error ? (
        <Callout tone="danger" role="alert">
          {error.message}
        </Callout>
      ) : null}
      {checkId ? (
        <CheckCard
          key={checkId}
          reference={reference}
          job={dryRun.job}
          lost={dryRun.lost}
          found={found}
          follow={dryRun.isNew}
          waysOf={(label) => otherWays(label, { fields, mapping, looks, choices })}
          onTakeOtherwise={chosen.takeOtherwise}
        />
      ) : null}
      <StartBar
        singular={singular}
        asked={asked}
        openColumns={chosen.openColumns}
        isUndecided={rows.what.action === null}
        isTwice={chosen.isTwice}
        mayStart={found !== null && found.taken + (found.overwritten ?? 0) > 0}
        isChecking={dryRun.isGoingOn}
        isStarting={chosen.isStarting}
        onPreview={chosen.preview}
        onStart={chosen.start}
      />
    </div>
  );
}
