import type { ReactNode } from 'react';

export interface GroupProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** One part of what is told of a visitor, under its title. */
export function Group({ title, hint, children }: GroupProps) {
  return (
    <section aria-label={title} className="px-4 py-3">
      <h3 className="mb-2 font-semibold text-fg text-xs">{title}</h3>
      {hint ? <p className="mb-2 text-subtle text-xs">{hint}</p> : null}
      <div className="flex flex-col gap-2">{children}</div>
    </section>
  );
}
