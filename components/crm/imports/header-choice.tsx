import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import { useAction } from '@/components/ui/use-action';
import type { ImportRef } from '@/lib/crm/imports/schemas';
import { top } from './actions';

export interface HeaderChoiceProps {
  reference: ImportRef;
  headerRow: number;
  pending: boolean;
  onChoose: (row: number) => void;
}

/** The first rows of the file, to choose the one that names the columns. */
export function HeaderChoice({ reference, headerRow, pending, onChoose }: HeaderChoiceProps) {
  const action = useAction(top);
  const rows = action.result.data;
  return (
    // The rows are the file's own words: they come when they are asked for, and are not in the page.
    <details onToggle={({ currentTarget }) => currentTarget.open && !rows && action.execute(reference)}>
      <summary className="cursor-pointer text-muted text-sm">Choose another row as the header</summary>
      {action.isPending ? <Spinner /> : null}
      <ol className="mt-2 divide-y divide-line text-xs">
        {rows?.map(({ row, cells }) => (
          <li key={row} className="flex items-center gap-3 py-1.5">
            <span className="w-8 shrink-0 text-right text-subtle">{row}</span>
            <span className="min-w-0 flex-1 truncate text-fg">
              {cells.filter((cell) => cell !== '').join(' \u00b7 ')}
            </span>
            {row === headerRow ? (
              <span className="shrink-0 text-muted">Names the columns</span>
            ) : (
              <Button
                size="sm"
                pending={pending}
                onClick={() => onChoose(row)}
                aria-label={`Row ${row} names the columns`}
              >
                Names the columns
              </Button>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
