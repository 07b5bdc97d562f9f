import { Callout } from '@/components/ui/callout';

/** On the page and the form of a record whose encrypted values do not open. */
export const DamagedCallout = ({ editing = false }: { editing?: boolean }) => (
  <Callout tone="danger" className="mb-4" title="The encrypted values of this record do not open">
    They were changed outside Careledger: in the database itself, or by a restore that mixed two states. Compliance
    officers were told.{' '}
    {editing
      ? 'Those fields stay as they are, whatever is saved here. The others can be changed.'
      : 'They are neither shown, revealed nor changed until they are restored from a backup.'}
  </Callout>
);
