/**
 * The face of each type of field: what one types into, reads, filters by, and knows it by. By names, so that a page takes along
 * only what it shows: `INPUTS` is not sent where nothing is typed, nor `FILTERS` where nothing is filtered.
 */
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
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import type { DisplayKey } from './displays';
import type { FilterKey } from './filters';
import type { InputKey } from './inputs';

export interface Kind {
  input: InputKey;
  display: DisplayKey;
  /** The control for the value of a filter. */
  filter: FilterKey;
  /** Decoration: the type's name stands beside it or in a label. */
  icon: LucideIcon;
}

const numbers = { input: 'number', display: 'number', filter: 'number' } as const;

export const KINDS: Record<FieldTypeKey, Kind> = {
  single_line: { input: 'line', display: 'text', filter: 'text', icon: Type },
  multi_line: { input: 'lines', display: 'text', filter: 'text', icon: AlignLeft },
  email: { input: 'line', display: 'email', filter: 'text', icon: AtSign },
  phone: { input: 'line', display: 'phone', filter: 'text', icon: Phone },
  url: { input: 'line', display: 'web', filter: 'text', icon: LinkIcon },
  pick_list: { input: 'option', display: 'options', filter: 'option', icon: List },
  multi_pick_list: { input: 'options', display: 'options', filter: 'option', icon: ListChecks },
  date: { input: 'day', display: 'day', filter: 'day', icon: Calendar },
  date_time: { input: 'instant', display: 'instant', filter: 'instant', icon: CalendarClock },
  number: { ...numbers, icon: Hash },
  long_integer: { ...numbers, icon: Sigma },
  decimal: { ...numbers, icon: DecimalsArrowRight },
  currency: { ...numbers, icon: CircleDollarSign },
  percent: { ...numbers, icon: Percent },
  checkbox: { input: 'yesNo', display: 'yesNo', filter: 'yesNo', icon: CheckSquare },
  user: { input: 'user', display: 'users', filter: 'user', icon: CircleUser },
  multi_user: { input: 'users', display: 'users', filter: 'user', icon: Users },
  lookup: { input: 'lookup', display: 'lookups', filter: 'lookup', icon: CornerUpRight },
  multi_lookup: { input: 'lookups', display: 'lookups', filter: 'lookup', icon: Network },
  auto_number: { input: 'none', display: 'text', filter: 'text', icon: ListOrdered },
};
