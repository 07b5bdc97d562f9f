import { Fragment } from 'react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { optionLabel } from '@/lib/crm/modules/field-types/pick-list';
import { membersOf, type ValueDisplayProps } from './display-props';
import { LookupLinks } from './lookup-display';

export function TextDisplay({ text, compact }: ValueDisplayProps) {
  return <span className={compact ? undefined : 'whitespace-pre-line wrap-anywhere'}>{text}</span>;
}

export function NumberDisplay({ text }: ValueDisplayProps) {
  return <span className="tabular-nums">{text}</span>;
}

export function DayDisplay({ value, text }: ValueDisplayProps) {
  return <time dateTime={String(value)}>{text}</time>;
}

export function InstantDisplay({ value, text, timeZone }: ValueDisplayProps) {
  return (
    <time dateTime={String(value)} title={timeZone}>
      {text}
    </time>
  );
}

export function OptionsDisplay({ field, value, compact }: ValueDisplayProps) {
  return (
    <span className={cn('inline-flex max-w-full gap-1', !compact && 'flex-wrap')}>
      {membersOf(value).map((one) => (
        <Badge key={one}>{optionLabel(one, field.options)}</Badge>
      ))}
    </span>
  );
}

export function UsersDisplay({ value, users }: ValueDisplayProps) {
  return membersOf(value).map((id, index) => (
    <Fragment key={id}>
      {index > 0 ? ', ' : null}
      {users[id] ?? <span className="text-subtle">Unknown user</span>}
    </Fragment>
  ));
}

export function LookupsDisplay({ value, lookups }: ValueDisplayProps) {
  return <LookupLinks ids={membersOf(value)} lookups={lookups} />;
}
