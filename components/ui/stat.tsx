import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface StatProps {
  label: ReactNode;
  value: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  tone?: 'neutral' | 'phi' | 'danger';
  href?: string;
  className?: string;
}

const inks = { neutral: 'text-subtle', phi: 'text-phi-text', danger: 'text-danger-text' };

export function Stat({ label, value, hint, icon, tone = 'neutral', href, className }: StatProps) {
  const look = cn(
    'block min-w-0 rounded-md border border-line bg-surface px-4 py-3',
    href && 'transition-colors hover:bg-hover',
    className,
  );
  const content = (
    <>
      <span className="flex items-center gap-1.5 text-muted text-xs">
        {icon ? (
          <span aria-hidden="true" className={cn('[&>svg]:size-3.5', inks[tone])}>
            {icon}
          </span>
        ) : null}
        {label}
      </span>
      <span className="mt-1 block font-semibold text-2xl text-fg tabular-nums tracking-tight">{value}</span>
      {hint ? <span className="mt-0.5 block text-subtle text-xs">{hint}</span> : null}
    </>
  );
  return href ? (
    <Link href={href} className={look}>
      {content}
    </Link>
  ) : (
    <div className={look}>{content}</div>
  );
}
