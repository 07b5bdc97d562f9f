import { useEffect, useRef, useState } from 'react';
import { useAction } from '@/components/ui/use-action';
import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import type { ColumnChoices } from '@/lib/crm/imports/columns/reading';
import type { ImportRef, Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { look } from './actions';

const AFTER_MS = 200;

interface Looked {
  reference: ImportRef;
  mapping: Mapping;
  columns: ColumnChoices;
  /** What is seen depends on them, too. */
  fields: readonly FieldDefinition[];
}

/** What each column looks like by the mapping chosen, looked at anew with every choice. */
export function useLooks({ reference, mapping, columns, fields }: Looked): readonly ColumnLook[] {
  const [looks, setLooks] = useState<readonly ColumnLook[]>([]);
  const { executeAsync } = useAction(look);
  const asked = useRef(0);
  // The page gives new objects with every rendering; what they hold is what counts.
  const request = JSON.stringify({ ...reference, mapping, columns });
  const known = JSON.stringify(fields.map(({ id, options }) => [id, options]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: fields and request by what they hold
  useEffect(() => {
    asked.current += 1;
    const own = asked.current;
    const waiting = setTimeout(async () => {
      const answer = await executeAsync(JSON.parse(request));
      if (own === asked.current && answer?.data) setLooks(answer.data);
    }, AFTER_MS);
    return () => clearTimeout(waiting);
  }, [request, known]);
  return looks;
}
