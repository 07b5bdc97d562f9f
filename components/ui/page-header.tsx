import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';
import { cn } from './cn';

export interface PageHeaderProps {
  title: ReactNode;
  breadcrumbs?: readonly Crumb[];
  description?: ReactNode;
  /** Beside the title: badges, a view picker. */
  adornment?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** The one h1 of a page. */
export function PageHeader({ title, breadcrumbs, description, adornment, actions, className }: PageHeaderProps) {
  return (
    <header className={cn('mb-4', className)}>
      {breadcrumbs?.length ? <Breadcrumbs items={breadcrumbs} /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {/* On a narrow screen the actions go below: beside the title they would leave it no room. */}
        <div className="flex min-w-0 basis-full flex-wrap items-center gap-x-3 gap-y-1 sm:flex-1 sm:basis-0">
          <h1 className="truncate font-semibold text-fg text-xl tracking-tight">{title}</h1>
          {adornment}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {description ? <p className="mt-1 max-w-3xl text-muted text-sm">{description}</p> : null}
    </header>
  );
}
