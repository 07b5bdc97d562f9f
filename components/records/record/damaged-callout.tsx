import { Callout } from '@/components/ui/callout';

/** On the page of a record whose encrypted values do not open. */
export const DamagedCallout = () => (
  <Callout tone="danger" className="mb-4" title="The encrypted values of this record do not open">
    They were changed outside Careledger: in the database itself, or by a restore that mixed two states. Compliance
    officers were told. Nothing of them is shown or changed until they are restored from a backup.
  </Callout>
);
