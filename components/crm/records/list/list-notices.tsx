import { Callout } from '@/components/ui/callout';
import type { SavedView } from '@/lib/crm/views/queries';

export interface ListNoticesProps {
  view: SavedView | null;
  /** The address names a view that is gone or not the reader's. */
  viewMissing: boolean;
  startedOver: boolean;
  /** Protected fields whose filters were taken out of the address. */
  removed: readonly string[];
  /** A reload ended a search of protected fields. */
  forgotten: boolean;
}

/** What the reader would otherwise wonder about. */
export function ListNotices({ view, viewMissing, startedOver, removed, forgotten }: ListNoticesProps) {
  const dropped = view?.definition.dropped ?? [];
  return (
    <>
      {forgotten ? (
        <Callout tone="phi" role="status">
          Your last search is gone: searches, and filters on protected fields, are never kept in the address or the
          browser. Enter it again if you still need it.
        </Callout>
      ) : null}
      {removed.length > 0 ? (
        <Callout tone="phi" role="status">
          The filter on {removed.join(', ')} was taken out of the address, where protected values must not stand. If you
          may search it, use Filter.
        </Callout>
      ) : null}
      {viewMissing ? (
        <Callout tone="warning" role="status">
          This view was deleted, or is not shared with you. All records are shown.
        </Callout>
      ) : null}
      {dropped.length > 0 ? (
        <Callout tone="warning" role="status">
          This view was opened without {dropped.join(', ')}: deleted, or protected, since it was saved.
        </Callout>
      ) : null}
      {startedOver ? (
        <Callout role="status">That page is no longer there, so this is the first page again.</Callout>
      ) : null}
    </>
  );
}
