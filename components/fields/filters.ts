import type { ComponentType } from 'react';
import {
  DayFilter,
  InstantFilter,
  LookupFilter,
  NumberFilter,
  OptionFilter,
  TextFilter,
  UserFilter,
  YesNoFilter,
} from './filter-controls';
import type { FilterControlProps } from './filter-props';

/** What one gives a filter its value with, as the rows of `KINDS` name it. */
export const FILTERS = {
  text: TextFilter,
  option: OptionFilter,
  day: DayFilter,
  instant: InstantFilter,
  number: NumberFilter,
  yesNo: YesNoFilter,
  user: UserFilter,
  lookup: LookupFilter,
} satisfies Record<string, ComponentType<FilterControlProps>>;

export type FilterKey = keyof typeof FILTERS;
