/** The face of each type of field: what one types into, reads, filters by, and knows it by. */
import {
  AlignLeft,
  AtSign,
  Calendar,
  CalendarClock,
  CheckSquare,
  CircleDollarSign,
  CircleUser,
  CornerUpRight,
  DecimalsArrowRight,
  Hash,
  Link as LinkIcon,
  List,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Network,
  Percent,
  Phone,
  Sigma,
  Type,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { CheckboxDisplay } from './checkbox-display';
import { CheckboxInput } from './checkbox-input';
import type { FieldControlProps } from './control-props';
import { DateInput } from './date-input';
import { DateTimeInput } from './date-time-input';
import type { ValueDisplayProps } from './display-props';
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
import { LineInput } from './line-input';
import { EmailDisplay, PhoneDisplay, WebDisplay } from './link-display';
import { LookupInput } from './lookup-input';
import { MultiLineInput } from './multi-line-input';
import { MultiLookupInput } from './multi-lookup-input';
import { MultiPickListInput } from './multi-pick-list-input';
import { MultiUserInput } from './multi-user-input';
import { NumberInput } from './number-input';
import { PickListInput } from './pick-list-input';
import { ReadOnlyInput } from './read-only-input';
import { UserInput } from './user-input';
import {
  DayDisplay,
  InstantDisplay,
  LookupsDisplay,
  NumberDisplay,
  OptionsDisplay,
  TextDisplay,
  UsersDisplay,
} from './value-displays';

export interface Kind {
  Input: ComponentType<FieldControlProps>;
  Display: ComponentType<ValueDisplayProps>;
  /** The control for the value of a filter. */
  Filter: ComponentType<FilterControlProps>;
  /** Decoration: the type's name stands beside it or in a label. */
  icon: LucideIcon;
}

const numbers = { Input: NumberInput, Display: NumberDisplay, Filter: NumberFilter };

export const KINDS: Record<FieldTypeKey, Kind> = {
  single_line: { Input: LineInput, Display: TextDisplay, Filter: TextFilter, icon: Type },
  multi_line: { Input: MultiLineInput, Display: TextDisplay, Filter: TextFilter, icon: AlignLeft },
  email: { Input: LineInput, Display: EmailDisplay, Filter: TextFilter, icon: AtSign },
  phone: { Input: LineInput, Display: PhoneDisplay, Filter: TextFilter, icon: Phone },
  url: { Input: LineInput, Display: WebDisplay, Filter: TextFilter, icon: LinkIcon },
  pick_list: { Input: PickListInput, Display: OptionsDisplay, Filter: OptionFilter, icon: List },
  multi_pick_list: { Input: MultiPickListInput, Display: OptionsDisplay, Filter: OptionFilter, icon: ListChecks },
  date: { Input: DateInput, Display: DayDisplay, Filter: DayFilter, icon: Calendar },
  date_time: { Input: DateTimeInput, Display: InstantDisplay, Filter: InstantFilter, icon: CalendarClock },
  number: { ...numbers, icon: Hash },
  long_integer: { ...numbers, icon: Sigma },
  decimal: { ...numbers, icon: DecimalsArrowRight },
  currency: { ...numbers, icon: CircleDollarSign },
  percent: { ...numbers, icon: Percent },
  checkbox: { Input: CheckboxInput, Display: CheckboxDisplay, Filter: YesNoFilter, icon: CheckSquare },
  user: { Input: UserInput, Display: UsersDisplay, Filter: UserFilter, icon: CircleUser },
  multi_user: { Input: MultiUserInput, Display: UsersDisplay, Filter: UserFilter, icon: Users },
  lookup: { Input: LookupInput, Display: LookupsDisplay, Filter: LookupFilter, icon: CornerUpRight },
  multi_lookup: { Input: MultiLookupInput, Display: LookupsDisplay, Filter: LookupFilter, icon: Network },
  auto_number: { Input: ReadOnlyInput, Display: TextDisplay, Filter: TextFilter, icon: ListOrdered },
};
