'use client';

import { type DragEvent, type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { BoardColumn } from '@/lib/crm/boards/get';
import type { ColumnValue } from '@/lib/crm/records/board-fields';
import type { Id } from '@/lib/platform/ids';
import { rowLabel } from '../list/row-name';
import { columnOf } from './moved';

export interface CardMovesSource {
  columns: readonly BoardColumn[];
  labelOf: (value: ColumnValue) => string;
  movable: boolean;
  move: (id: Id, to: ColumnValue) => void;
}

/** A card that the keyboard picked up, and the place of the column over which it is. */
interface Held {
  id: Id;
  over: number;
}

const cardOf = (target: EventTarget): HTMLElement | null => (target as HTMLElement).closest<HTMLElement>('[data-card]');
const placeOf = (target: EventTarget): number | undefined => {
  const place = (target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset.column;
  return place === undefined ? undefined : Number(place);
};
const focusOn = (id: Id | undefined) =>
  document.querySelector<HTMLElement>(`[data-card="${id ?? ''}"] [data-card-focus]`)?.focus();

const STEPS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowDown: [0, 1],
  j: [0, 1],
  ArrowUp: [0, -1],
  k: [0, -1],
  ArrowRight: [1, 0],
  l: [1, 0],
  ArrowLeft: [-1, 0],
  h: [-1, 0],
};

/** How cards are moved: dragged by a pointer, or picked up by Space, carried by the arrows and put down by Space. */
export function useCardMoves(source: CardMovesSource) {
  const { columns, labelOf, move } = source;
  const [active, setActive] = useState<Id>();
  const [said, say] = useState('');
  const toFocus = useRef<Id>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the card is found anew where the columns have it now
  useEffect(() => {
    focusOn(toFocus.current);
    toFocus.current = undefined;
  }, [columns]);
  const words: Words = {
    say,
    labelAt: (place) => labelOf(columns[place]?.value ?? null),
    nameOf(id) {
      const row = columnOf(columns, id)?.rows.find((one) => one.id === id);
      return row ? rowLabel(row) : '';
    },
  };
  function drop(id: Id, place: number) {
    const target = columns[place];
    if (!target || columnOf(columns, id) === target) return;
    toFocus.current = id;
    say(`${words.nameOf(id)} is put down in ${words.labelAt(place)}.`);
    move(id, target.value);
  }
  const { held, onKeyDown } = useCardKeys(source, words, drop);
  const { over, ...dragging } = useCardDrag(drop);
  const onFocus = (event: FocusEvent) => setActive(cardOf(event.target)?.dataset.card);
  return {
    held,
    /** The place of the column over which a card is. */
    over: held?.over ?? over,
    active,
    said,
    handlers: { onKeyDown, onFocus, ...dragging },
  };
}

interface Words {
  say: (words: string) => void;
  labelAt: (place: number) => string;
  nameOf: (id: Id) => string;
}

type Drop = (id: Id, place: number) => void;

function useCardKeys({ columns, movable }: CardMovesSource, { say, labelAt, nameOf }: Words, drop: Drop) {
  const [held, setHeld] = useState<Held | null>(null);

  function carry(event: KeyboardEvent, { id, over: place }: Held) {
    const across = STEPS[event.key]?.[0] ?? 0;
    const isDrop = event.key === ' ' || event.key === 'Enter';
    if (across === 0 && !isDrop && event.key !== 'Escape' && event.key !== 'Tab') return;
    if (event.key !== 'Tab') event.preventDefault();
    if (across !== 0) {
      const next = Math.min(columns.length - 1, Math.max(0, place + across));
      setHeld({ id, over: next });
      say(`${nameOf(id)} is over ${labelAt(next)}.`);
      document.querySelector(`[data-column="${next}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      return;
    }
    setHeld(null);
    if (isDrop) drop(id, place);
    else say(`${nameOf(id)} stays where it was.`);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = cardOf(event.target)?.dataset.card;
    if (id === undefined || !('cardFocus' in (event.target as HTMLElement).dataset)) return;
    if (held) return carry(event, held);
    const place = placeOf(event.target);
    const way = STEPS[event.key];
    if (way) {
      event.preventDefault();
      step(columns, id, way);
    } else if (event.key === ' ' && movable && place !== undefined) {
      event.preventDefault();
      setHeld({ id, over: place });
      const how = 'Left and right choose a column, Space puts it down, Escape lets go.';
      say(`${nameOf(id)} is picked up from ${labelAt(place)}. ${how}`);
    }
  }
  return { held, onKeyDown };
}

/** The focus goes to the next card of the column, or to one as far down in the next column that has any. */
function step(columns: readonly BoardColumn[], id: Id, [across, down]: readonly [number, number]) {
  const place = columns.findIndex(({ rows }) => rows.some((row) => row.id === id));
  const at = columns[place]?.rows.findIndex((row) => row.id === id) ?? 0;
  if (down !== 0) return focusOn(columns[place]?.rows[at + down]?.id);
  const rest = across > 0 ? columns.slice(place + 1) : columns.slice(0, Math.max(0, place)).reverse();
  const { rows = [] } = rest.find((column) => column.rows.length > 0) ?? {};
  focusOn(rows[Math.min(at, rows.length - 1)]?.id);
}

function useCardDrag(drop: Drop) {
  const [over, setOver] = useState<number>();
  const dragged = useRef<Id>(undefined);
  function onDragEnd() {
    dragged.current = undefined;
    setOver(undefined);
    for (const card of document.querySelectorAll<HTMLElement>('[data-dragged]')) delete card.dataset.dragged;
  }
  return {
    over,
    onDragStart(event: DragEvent) {
      const card = cardOf(event.target);
      const id = card?.dataset.card;
      if (!card || id === undefined) return;
      dragged.current = id;
      card.dataset.dragged = '';
      // What another program is given: never the name.
      event.dataTransfer.setData('text/plain', id);
      event.dataTransfer.effectAllowed = 'move';
    },
    onDragOver(event: DragEvent) {
      const place = placeOf(event.target);
      if (dragged.current === undefined || place === undefined) return;
      event.preventDefault();
      setOver(place);
    },
    onDrop(event: DragEvent) {
      const place = placeOf(event.target);
      const id = dragged.current;
      event.preventDefault();
      onDragEnd();
      if (id !== undefined && place !== undefined) drop(id, place);
    },
    onDragEnd,
  };
}
