'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { Checkbox } from './checkbox';

export interface ArrangedItem {
  key: string;
  label: string;
  shown: boolean;
}

export interface ArrangeListProps {
  /** What the list is of, e.g. "Cards". */
  label: string;
  items: readonly ArrangedItem[];
  onChange: (items: ArrangedItem[]) => void;
}

/** Things to bring into an order, and to show or leave out. A button that moves one goes along with it, so that it can be pressed again. */
export function ArrangeList({ label, items, onChange }: ArrangeListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ key: string; step: 1 | -1 } | null>(null);
  useEffect(() => {
    if (!moved) return;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-moves="${moved.key}"]`) ?? [];
    const [up, down] = buttons;
    const [wanted, other] = moved.step < 0 ? [up, down] : [down, up];
    (wanted?.disabled ? other : wanted)?.focus();
  }, [moved]);
  function move(at: number, step: 1 | -1) {
    const next = [...items];
    const [item] = next.splice(at, 1);
    if (!item) return;
    next.splice(at + step, 0, item);
    onChange(next);
    setMoved({ key: item.key, step });
  }
  const last = moved && items.findIndex(({ key }) => key === moved.key);
  return (
    <>
      <ol ref={list} aria-label={label} className="divide-y divide-line rounded-md border border-line">
        {items.map((item, at) => (
          <li key={item.key} className="flex items-center gap-1 px-3 py-1">
            <Checkbox
              label={item.label}
              checked={item.shown}
              onCheckedChange={(shown) => onChange(items.map((one) => (one === item ? { ...one, shown } : one)))}
              className="min-w-0 flex-1"
            />
            <MoveButton item={item} step={-1} disabled={at === 0} onMove={() => move(at, -1)} />
            <MoveButton item={item} step={1} disabled={at === items.length - 1} onMove={() => move(at, 1)} />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {last === null ? '' : `${items[last]?.label ?? ''} is ${last + 1} of ${items.length}`}
      </p>
    </>
  );
}

interface MoveButtonProps {
  item: ArrangedItem;
  step: 1 | -1;
  disabled: boolean;
  onMove: () => void;
}

function MoveButton({ item, step, disabled, onMove }: MoveButtonProps) {
  const Arrow = step < 0 ? ArrowUp : ArrowDown;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      data-moves={item.key}
      aria-label={`Move ${item.label} ${step < 0 ? 'up' : 'down'}`}
      disabled={disabled}
      onClick={onMove}
    >
      <Arrow aria-hidden="true" />
    </Button>
  );
}
