import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { ListPages, ListRows, type ListRowsProps } from './list-rows';

/** The rows and the way to more of them, or why there are none. */
export function ListBody(props: ListRowsProps) {
  const { module, list } = props;
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
      <ListPages module={module} list={list} />
    </>
  );
}
