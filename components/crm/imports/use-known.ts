import { useEffect, useRef, useState } from 'react';
import { useAction } from '@/components/ui/use-action';
import type { ColumnChoices } from '@/lib/crm/imports/columns/reading';
import type { KnownCount } from '@/lib/crm/imports/dry-run/count-known';
import type { ImportRef } from '@/lib/crm/imports/schemas';
import { known } from './actions';

interface Asked {
  reference: ImportRef;
  /** What records are found by, all of it together, each with its column; empty: nothing is asked. */
  by: readonly { by: string; column: number }[];
  columns: ColumnChoices;
}

export interface Known {
  /** Undefined until it is told. */
  count: KnownCount | undefined;
  pending: boolean;
}

/** How many rows have a record already, asked anew with every other choice of what records are found by. */
export function useKnown({ reference, by, columns }: Asked): Known {
  const { executeAsync } = useAction(known);
  const [answer, setAnswer] = useState<{ to: string; count: KnownCount | undefined }>();
  const [first, ...and] = by;
  const choices = by.flatMap(({ column }) => (columns[column] ? [[column, columns[column]]] : []));
  const request = first ? JSON.stringify({ ...reference, ...first, and, columns: Object.fromEntries(choices) }) : '';
  const latest = useRef(request);
  latest.current = request;
  useEffect(() => {
    if (request === '') return;
    void executeAsync(JSON.parse(request)).then((told) => {
      if (latest.current === request) setAnswer({ to: request, count: told?.data });
    });
  }, [request, executeAsync]);
  const own = answer?.to === request ? answer : undefined;
  return { count: own?.count, pending: request !== '' && own === undefined };
}
