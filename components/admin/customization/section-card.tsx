'use client';

import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import type { FieldSetup } from '@/lib/admin/customization/queries';
import type { DraftSection } from './arrange';
import { FieldTile } from './field-tile';
import type { Drag } from './use-drag';

export interface SectionCardProps {
  section: DraftSection;
  fields: readonly FieldSetup[];
  drag: Drag;
  actions: ReactNode;
  menuOf: (field: FieldSetup) => ReactNode;
}

/** A section of the layout with its fields, as wide as they will stand on a record. */
export function SectionCard({ section, fields, drag, actions, menuOf }: SectionCardProps) {
  const isOver = drag.over !== 'unused' && drag.over?.sectionKey === section.key;
  const headingId = `section-${section.key}`;
  return (
    <section
      aria-labelledby={headingId}
      {...drag.target(() => ({ sectionKey: section.key, index: section.fieldIds.length }))}
      className={cn(
        'rounded-md border border-line bg-sunken transition-colors',
        drag.dragged && 'border-line-strong border-dashed',
        isOver && 'border-accent',
      )}
    >
      <header className="flex h-11 items-center gap-2 pr-2 pl-4">
        <h2 id={headingId} className="min-w-0 flex-1 truncate font-semibold text-base text-fg">
          {section.name}
        </h2>
        <span className="text-subtle text-xs">{section.columns === 1 ? 'One column' : 'Two columns'}</span>
        {actions}
      </header>
      <ul className={cn('grid grid-cols-1 gap-2 px-3 pb-3', section.columns === 2 && 'sm:grid-cols-2')}>
        {fields.map((field) => (
          <FieldTile
            key={field.id}
            field={field}
            place={{ sectionKey: section.key, index: section.fieldIds.indexOf(field.id) }}
            sideBySide={section.columns === 2}
            drag={drag}
            menu={menuOf(field)}
          />
        ))}
        {fields.length === 0 ? (
          <li className="col-span-full rounded-sm border border-line-strong border-dashed px-3 py-4 text-center text-subtle text-xs">
            No fields yet. Drag one here, or move one by its menu.
          </li>
        ) : null}
      </ul>
    </section>
  );
}
