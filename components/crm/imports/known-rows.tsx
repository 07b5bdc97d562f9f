import { Button } from '@/components/ui/button';
import type { KnownCount } from '@/lib/crm/imports/dry-run/count-known';
import type { DuplicateKey } from './duplicate-keys';
import type { Known } from './use-known';

interface KnownRowsProps {
  singular: string;
  /** All of it together. */
  by: readonly DuplicateKey[];
  known: Known;
  /** Null where it is counted by itself. */
  onCount: (() => void) | null;
}

/** How many rows have a record already. */
export function KnownRows({ singular, by, known: { count, pending }, onCount }: KnownRowsProps) {
  const label = by.map((key) => key.label).join(' and ');
  return (
    <div className="text-sm">
      <p role="status" className="text-fg">
        {pending ? 'Counting the rows whose record is here already' : inWords(count, singular, label)}
      </p>
      {onCount && !pending && count === undefined ? (
        <>
          <Button size="sm" onClick={onCount}>
            {`Count the rows whose ${label} a record has`}
          </Button>
          <p className="mt-1 text-subtle text-xs">It is a search of health data: it stands in the audit log.</p>
        </>
      ) : null}
    </div>
  );
}

function inWords(count: KnownCount | undefined, singular: string, label: string): string {
  if (count === undefined) return '';
  const one = singular.toLowerCase();
  const rows = count.rows.toLocaleString('en-US');
  const all = count.whole ? `${rows} ${count.rows === 1 ? 'row' : 'rows'}` : `the first ${rows} rows`;
  const has = (n: number) => (n === 1 ? 'has' : 'have');
  const known = count.known === 0 ? 'None' : count.known.toLocaleString('en-US');
  const here = `${known} of ${all} ${count.known === 0 ? 'has' : has(count.known)} the ${label} of a ${one} that is here.`;
  if (count.shared === 0) return here;
  const sharing = `${count.shared.toLocaleString('en-US')} ${count.shared === 1 ? 'row' : 'rows'} ${has(count.shared)}`;
  return `${here} ${sharing} the ${label} of another row of this file: Skip takes the first, Overwrite the last.`;
}
