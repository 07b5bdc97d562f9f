'use client';

import { GripVertical } from 'lucide-react';
import type { DragEvent, ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import type { FieldSetup } from '@/lib/admin/customization/queries';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { Place } from './arrange';
import { FieldBadges } from './field-badges';
import { TypeIcon } from './type-icon';
import type { Drag } from './use-drag';

export interface FieldTileProps {
  field: FieldSetup;
  place: Place;
  /** Fields stand side by side, so left and right decide where a drop goes; else above and below. */
  sideBySide: boolean;
  drag: Drag;
  menu: ReactNode;
}

/** A field in its section. */
export function FieldTile({ field, place, sideBySide, drag, menu }: FieldTileProps) {
  const { sectionKey, index } = place;
  const over = drag.over !== 'unused' && drag.over?.sectionKey === sectionKey ? drag.over.index : undefined;
  const isDragged = drag.dragged?.kind === 'field' && drag.dragged.fieldId === field.id;
  const targetOf = (event: DragEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    const behind = sideBySide ? event.clientX > box.x + box.width / 2 : event.clientY > box.y + box.height / 2;
    return { sectionKey, index: behind ? index + 1 : index };
  };
  return (
    <li
      {...drag.source({ kind: 'field', fieldId: field.id })}
      {...drag.target(targetOf)}
      className={cn(
        'relative flex h-10 min-w-0 cursor-grab items-center gap-2 rounded-sm border border-line bg-surface pr-1 pl-1.5 hover:border-line-strong active:cursor-grabbing',
        isDragged && 'opacity-40',
        field.marked && 'border-phi-line',
        over === index && (sideBySide ? beforeClass.side : beforeClass.top),
        over === index + 1 && (sideBySide ? behindClass.side : behindClass.top),
      )}
    >
      <GripVertical aria-hidden="true" className="size-3.5 shrink-0 text-subtle" />
      <TypeIcon type={field.type} className="size-4 shrink-0 text-subtle" />
      <span className="min-w-0 flex-1 truncate">
        <span className="text-fg">{field.label}</span>
        {field.required ? (
          <>
            <span aria-hidden="true" className="ml-0.5 text-danger-text">
              *
            </span>
            <span className="sr-only">, required</span>
          </>
        ) : null}
        <span className="ml-2 text-subtle text-xs">{fieldType(field.type).label}</span>
      </span>
      <FieldBadges field={field} />
      {menu}
    </li>
  );
}

const line = 'before:absolute before:rounded-full before:bg-accent before:content-[""]';
const beforeClass = {
  side: `${line} before:-left-[5px] before:inset-y-0 before:w-0.5`,
  top: `${line} before:-top-[5px] before:inset-x-0 before:h-0.5`,
};
const behindClass = {
  side: `${line} before:-right-[5px] before:inset-y-0 before:w-0.5`,
  top: `${line} before:-bottom-[5px] before:inset-x-0 before:h-0.5`,
};
