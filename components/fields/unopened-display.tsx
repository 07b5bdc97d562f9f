import { TriangleAlert } from 'lucide-react';

/** Stands for a value that does not open: it was changed outside Careledger. It takes no value, as there is none. */
export function UnopenedDisplay() {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-danger-text">
      <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
      Does not open
    </span>
  );
}
