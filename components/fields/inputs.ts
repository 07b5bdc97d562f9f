import type { ComponentType } from 'react';
import { CheckboxInput } from './checkbox-input';
import type { FieldControlProps } from './control-props';
import { DateInput } from './date-input';
import { DateTimeInput } from './date-time-input';
import { LineInput } from './line-input';
import { LookupInput } from './lookup-input';
import { MultiLineInput } from './multi-line-input';
import { MultiLookupInput } from './multi-lookup-input';
import { MultiPickListInput } from './multi-pick-list-input';
import { MultiUserInput } from './multi-user-input';
import { NumberInput } from './number-input';
import { PickListInput } from './pick-list-input';
import { ReadOnlyInput } from './read-only-input';
import { UserInput } from './user-input';

/** What one types a value into, as the rows of `KINDS` name it. */
export const INPUTS = {
  line: LineInput,
  lines: MultiLineInput,
  option: PickListInput,
  options: MultiPickListInput,
  day: DateInput,
  instant: DateTimeInput,
  number: NumberInput,
  yesNo: CheckboxInput,
  user: UserInput,
  users: MultiUserInput,
  lookup: LookupInput,
  lookups: MultiLookupInput,
  none: ReadOnlyInput,
} satisfies Record<string, ComponentType<FieldControlProps>>;

export type InputKey = keyof typeof INPUTS;
