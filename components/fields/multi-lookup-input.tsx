'use client';

import type { FieldControlProps } from './control-props';
import { SeveralInput } from './several-input';
import { useLookupSearch } from './use-lookup-search';

export function MultiLookupInput(props: FieldControlProps) {
  const load = useLookupSearch(props);
  return <SeveralInput {...props} choice={{ load }} labelOf={(id) => props.sources.names[id] ?? 'Unknown record'} />;
}
