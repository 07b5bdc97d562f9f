'use client';

import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  CornerDownRight,
  Eye,
  EyeOff,
  MoreHorizontal,
  Settings2,
  Trash2,
} from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { usePortalContainer } from '@/components/ui/portal-container';
import type { FieldSetup } from '@/lib/admin/customization/queries';
import { fieldAccessPath } from './paths';

export interface FieldMenuProps {
  field: FieldSetup;
  onEdit: () => void;
  onDelete: () => void;
  /** What else the place offers, before Delete. */
  children?: ReactNode;
}

/** The button's id, to give it the focus back when its field has moved. */
export const menuButtonId = (fieldId: string): string => `field-menu-${fieldId}`;

export function FieldMenu({ field, onEdit, onDelete, children }: FieldMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          id={menuButtonId(field.id)}
          variant="ghost"
          size="icon-sm"
          aria-label={`More actions for ${field.label}`}
        >
          <MoreHorizontal aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem icon={<Settings2 aria-hidden="true" />} onSelect={onEdit}>
          Edit Properties
        </DropdownMenuItem>
        <DropdownMenuItem icon={<Eye aria-hidden="true" />} href={fieldAccessPath(field.module, field.apiName)}>
          Who can see this and why
        </DropdownMenuItem>
        {children}
        {field.custom ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem
              tone="danger"
              icon={<Trash2 aria-hidden="true" />}
              disabled={field.marked || field.held}
              onSelect={onDelete}
            >
              {deleteLabel(field)}
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function deleteLabel({ marked, held }: FieldSetup): string {
  if (marked) return 'Delete field (unmark it first)';
  return held ? 'Delete field (protected still)' : 'Delete field';
}

export interface LayoutItemsProps {
  canRemove: boolean;
  canMoveUp: boolean;
  canMoveDown: boolean;
  sections: readonly { key: string; name: string }[];
  onStep: (step: -1 | 1) => void;
  onMoveTo: (sectionKey: string) => void;
  onRemove: () => void;
}

/** What the keyboard does where the mouse drags. */
export function LayoutItems(props: LayoutItemsProps) {
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuItem
        icon={<ArrowUp aria-hidden="true" />}
        disabled={!props.canMoveUp}
        onSelect={() => props.onStep(-1)}
      >
        Move up
      </DropdownMenuItem>
      <DropdownMenuItem
        icon={<ArrowDown aria-hidden="true" />}
        disabled={!props.canMoveDown}
        onSelect={() => props.onStep(1)}
      >
        Move down
      </DropdownMenuItem>
      <MoveToSection sections={props.sections} onMoveTo={props.onMoveTo} />
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={<EyeOff aria-hidden="true" />} disabled={!props.canRemove} onSelect={props.onRemove}>
        Remove from layout
      </DropdownMenuItem>
    </>
  );
}

function MoveToSection({ sections, onMoveTo }: Pick<LayoutItemsProps, 'sections' | 'onMoveTo'>) {
  const container = usePortalContainer();
  return (
    <Radix.Sub>
      <Radix.SubTrigger
        disabled={sections.length === 0}
        className="flex min-h-8 select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-disabled:text-subtle data-highlighted:bg-hover data-[state=open]:bg-hover"
      >
        <CornerDownRight aria-hidden="true" className="size-4 text-subtle" />
        <span className="flex-1">Move to section</span>
        <ChevronRight aria-hidden="true" className="size-4 text-subtle" />
      </Radix.SubTrigger>
      <Radix.Portal container={container}>
        <Radix.SubContent
          sideOffset={4}
          collisionPadding={8}
          className="z-60 max-h-80 min-w-44 max-w-72 animate-appear overflow-y-auto rounded-md border border-line bg-raised p-1 text-fg text-sm shadow-raise outline-none"
        >
          {sections.map((section) => (
            <DropdownMenuItem key={section.key} onSelect={() => onMoveTo(section.key)}>
              {section.name}
            </DropdownMenuItem>
          ))}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}
