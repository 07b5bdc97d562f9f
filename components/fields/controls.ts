import type { ComponentType } from 'react';
import type { FieldTypeKey } from '@/lib/modules/field-types/type';
import { CheckboxInput } from './checkbox-input';
import type { FieldControlProps } from './control-props';
import { DateInput } from './date-input';
import { DateTimeInput } from './date-time-input';
import { LineInput } from './line-input';
import { LookupInput } from './lookup-input';
import { MultiLineInput } from './multi-line-input';
import { MultiLookupInput } from './multi-lookup-input';
import { MultiPickListInput } from './multi-pick-list-input';
import { NumberInput } from './number-input';
import { PickListInput } from './pick-list-input';
import { ReadOnlyInput } from './read-only-input';
import { UserInput } from './user-input';

export const CONTROLS: Record<FieldTypeKey, ComponentType<FieldControlProps>> = {
  single_line: LineInput,
  multi_line: MultiLineInput,
  email: LineInput,
  phone: LineInput,
  url: LineInput,
  pick_list: PickListInput,
  multi_pick_list: MultiPickListInput,
  date: DateInput,
  date_time: DateTimeInput,
  number: NumberInput,
  long_integer: NumberInput,
  decimal: NumberInput,
  currency: NumberInput,
  percent: NumberInput,
  checkbox: CheckboxInput,
  user: UserInput,
  lookup: LookupInput,
  multi_lookup: MultiLookupInput,
  auto_number: ReadOnlyInput,
};
