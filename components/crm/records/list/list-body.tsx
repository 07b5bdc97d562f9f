import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { ListKeys } from './list-keys';
import { ListPages, ListRows, type ListRowsProps } from './list-rows';

const KEYS = [
  ['j k', 'to the next row, and back'],
  ['x', 'select the row'],
] as const;

/** The rows and the way to more of them, or why there are none. */
export function ListBody(props: ListRowsProps) {
  const { module, may, list } = props;
  return (
    <>
      {list.error ? (
        <ErrorState
          title="This list cannot be shown"
          text={list.error.message}
          onRetry={list.retry}
          action={<Button onClick={list.clear}>Clear search and filters</Button>}
        />
      ) : (
        <ListRows {...props} />
      )}
      <div className="flex items-center gap-2">
        <ListKeys module={module} may={may} keys={KEYS} first="tr[data-row] [data-row-focus]:not(input)" />
        <div className="min-w-0 flex-1">
          <ListPages module={module} list={list} />
        </div>
      </div>
    </>
  );
}
