import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Link } from '@/lib/crm/related/link';
import type { RelatedList } from '@/lib/crm/related/list';
import type { Id } from '@/lib/platform/ids';

export interface RelatedProps {
  list: RelatedList;
  /** The record that the list is of. */
  reference: RecordRef;
}

/** The lookup between a record and one of its list: of the other's, or of its own. */
export const linkBetween = (
  { kind, module, field }: RelatedList,
  { module: own, recordId }: RecordRef,
  id: Id,
): Link =>
  kind === 'own'
    ? { module: own, id: recordId, field, target: id }
    : { module: module.apiName, id, field, target: recordId };
