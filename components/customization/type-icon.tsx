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
} from 'lucide-react';
import type { FieldTypeKey } from '@/lib/modules/field-types/type';

const ICONS: Record<FieldTypeKey, LucideIcon> = {
  single_line: Type,
  multi_line: AlignLeft,
  email: AtSign,
  phone: Phone,
  url: LinkIcon,
  pick_list: List,
  multi_pick_list: ListChecks,
  date: Calendar,
  date_time: CalendarClock,
  number: Hash,
  long_integer: Sigma,
  decimal: DecimalsArrowRight,
  currency: CircleDollarSign,
  percent: Percent,
  checkbox: CheckSquare,
  user: CircleUser,
  lookup: CornerUpRight,
  multi_lookup: Network,
  auto_number: ListOrdered,
};

/** Decoration: the type's name stands beside it or in a label. */
export function TypeIcon({ type, className }: { type: FieldTypeKey; className?: string }) {
  const Icon = ICONS[type];
  return <Icon aria-hidden="true" className={className} />;
}
