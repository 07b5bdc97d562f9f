'use client';

import { ArrowDown, ArrowUp, Columns2, MoreHorizontal, PencilLine, RectangleHorizontal, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { DraftSection } from './arrange';

export interface SectionMenuProps {
  section: DraftSection;
  isFirst: boolean;
  isLast: boolean;
  onRename: () => void;
  onColumns: (columns: 1 | 2) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

export function SectionMenu({ section, isFirst, isLast, onRename, onColumns, onMove, onRemove }: SectionMenuProps) {
  const isEmpty = section.fieldIds.length === 0;
  const isOnly = isFirst && isLast;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          id={sectionButtonId(section.key)}
          variant="ghost"
          size="icon-sm"
          aria-label={`Section actions for ${section.name}`}
        >
          <MoreHorizontal aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem icon={<PencilLine aria-hidden="true" />} onSelect={onRename}>
          Rename section
        </DropdownMenuItem>
        {section.columns === 2 ? (
          <DropdownMenuItem icon={<RectangleHorizontal aria-hidden="true" />} onSelect={() => onColumns(1)}>
            One column
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem icon={<Columns2 aria-hidden="true" />} onSelect={() => onColumns(2)}>
            Two columns
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<ArrowUp aria-hidden="true" />} disabled={isFirst} onSelect={() => onMove(-1)}>
          Move section up
        </DropdownMenuItem>
        <DropdownMenuItem icon={<ArrowDown aria-hidden="true" />} disabled={isLast} onSelect={() => onMove(1)}>
          Move section down
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem
          tone="danger"
          icon={<Trash2 aria-hidden="true" />}
          disabled={!isEmpty || isOnly}
          onSelect={onRemove}
        >
          {isEmpty ? 'Remove section' : 'Remove section (move its fields first)'}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

export const sectionButtonId = (key: string): string => `section-menu-${key}`;
