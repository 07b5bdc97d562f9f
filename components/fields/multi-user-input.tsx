'use client';

import type { FieldControlProps } from './control-props';
import { SeveralInput } from './several-input';

export function MultiUserInput(props: FieldControlProps) {
  const { users, names } = props.sources;
  return <SeveralInput {...props} choice={{ options: users }} labelOf={(id) => names[id] ?? 'Unknown user'} />;
}
