'use client';

import { type DragEvent, useState } from 'react';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import type { Id } from '@/lib/platform/ids';
import type { Place } from './arrange';

/** A field on its way to another place, or a type from the palette on its way to become one. */
export type Dragged = { kind: 'field'; fieldId: Id } | { kind: 'type'; type: FieldTypeKey };

/** Where a drop would go: a place in the layout, or out of it. */
export type Target = Place | 'unused';

const isSame = (a: Target | null, b: Target): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a?.sectionKey === b.sectionKey && a.index === b.index);

/** Drag and drop of the layout editor. All it does can be done by menus too. */
export function useDrag(onDrop: (dragged: Dragged, target: Target) => void) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [over, setOver] = useState<Target | null>(null);

  function end() {
    setDragged(null);
    setOver(null);
  }

  return {
    dragged,
    over,
    /** For what is dragged. */
    source: (what: Dragged) => ({
      draggable: true,
      onDragStart(event: DragEvent) {
        event.dataTransfer.effectAllowed = 'move';
        // Firefox drags only what carries data.
        event.dataTransfer.setData('text/plain', '');
        setDragged(what);
      },
      onDragEnd: end,
    }),
    /** For what takes a drop; the innermost one decides. */
    target: (targetOf: (event: DragEvent<HTMLElement>) => Target) => ({
      onDragOver(event: DragEvent<HTMLElement>) {
        if (!dragged) return;
        event.preventDefault();
        event.stopPropagation();
        const target = targetOf(event);
        if (!isSame(over, target)) setOver(target);
      },
      onDrop(event: DragEvent<HTMLElement>) {
        if (!dragged) return;
        event.preventDefault();
        event.stopPropagation();
        onDrop(dragged, targetOf(event));
        end();
      },
    }),
  };
}

export type Drag = ReturnType<typeof useDrag>;
