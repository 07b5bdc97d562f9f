import { Skeleton } from '@/components/ui/skeleton';

/** Over the rows that are about to be replaced; they stay readable. */
export function LoadingVeil() {
  return (
    <div role="status" className="absolute inset-x-0 top-0 z-40 h-0.5 overflow-hidden bg-accent-line">
      <div className="h-full w-2/5 animate-indeterminate bg-accent" />
      <span className="sr-only">Loading</span>
    </div>
  );
}

const widths = ['w-3/4', 'w-1/2', 'w-2/3', 'w-2/5'];

export function LoadingRows({ columns }: { columns: number }) {
  return Array.from({ length: 8 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity
    <tr key={row}>
      {Array.from({ length: columns }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nor have the cells
        <td key={cell} className="h-10 border-line border-b px-3">
          <Skeleton className={widths[(row + cell) % widths.length]} />
        </td>
      ))}
    </tr>
  ));
}
