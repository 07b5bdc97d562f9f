import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export interface CardProps extends Omit<ComponentProps<'section'>, 'title'> {
  /** With a title the card is a region of that name, if `id` is given too. */
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** For tables and lists that bring their own edges. */
  flush?: boolean;
  /** The heading's level. */
  level?: 2 | 3;
}

export function Card(props: CardProps) {
  const { title, description, actions, footer, flush, level = 2, className, children, id, ...rest } = props;
  const Heading = level === 2 ? 'h2' : 'h3';
  const headingId = id && title ? `${id}-title` : undefined;
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className={cn('min-w-0 rounded-md border border-line bg-surface', className)}
      {...rest}
    >
      {title || actions ? (
        <header className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2.5">
          <div className="min-w-0 flex-1">
            <Heading id={headingId} className="font-semibold text-base text-fg">
              {title}
            </Heading>
            {description ? <p className="mt-0.5 text-subtle text-xs">{description}</p> : null}
          </div>
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {flush ? children : <div className="p-4">{children}</div>}
      {footer ? (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
          {footer}
        </footer>
      ) : null}
    </section>
  );
}
