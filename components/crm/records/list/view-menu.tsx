'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { useAction } from '@/components/ui/use-action';
import type { ListRequest } from '@/lib/crm/records/list';
import type { SavedView } from '@/lib/crm/views/queries';
import { changeView, removeView } from './actions';
import { ViewChanges, type ViewQuestion } from './view-changes';
import { ViewChoices } from './view-choices';
import { ViewDialog } from './view-dialog';

export interface ViewMenuProps {
  module: { apiName: string; plural: string };
  views: readonly SavedView[];
  view: SavedView | null;
  /** What is on screen, as it would be saved. */
  current: Required<Pick<ListRequest, 'columns' | 'filters' | 'sort'>> & {
    layout?: SavedView['definition']['layout'];
  };
  modified: boolean;
  mayShare: boolean;
  /** A search or a filter on protected data is on: neither is saved. */
  hasPrivate: boolean;
  onChoose: (id: string | null) => void;
}

/** Which saved view is shown, and what can be done with it. */
export function ViewMenu(props: ViewMenuProps) {
  const { module, views, view, current, modified, onChoose } = props;
  const [dialog, setDialog] = useState<ViewQuestion | null>(null);
  const close = () => setDialog(null);
  const definition = {
    columns: [...current.columns],
    filters: current.filters.map((filter) => ({ ...filter, value: copyOf(filter.value) })),
    sort: current.sort,
    layout: current.layout,
  };
  const save = useAction(changeView, {
    onSuccess: () => {
      toast.success('View saved');
      onChoose(view?.id ?? null);
    },
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The view could not be saved.'),
  });
  const remove = useAction(removeView, {
    onSuccess: () => {
      close();
      toast.success('View deleted');
      onChoose(null);
    },
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The view could not be deleted.'),
  });
  const allLabel = `All ${module.plural}`;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" aria-label={`View: ${view?.name ?? allLabel}`}>
            <span className="max-w-48 truncate">{view?.name ?? allLabel}</span>
            {modified ? <span className="font-normal text-subtle">changed</span> : null}
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-64">
          <ViewChoices allLabel={allLabel} views={views} view={view} onChoose={onChoose} />
          <DropdownMenuSeparator />
          <ViewChanges
            changeable={view?.changeable ?? false}
            modified={modified}
            onSave={() => view && save.execute({ id: view.id, definition })}
            onAsk={setDialog}
          />
        </DropdownMenuContent>
      </DropdownMenu>
      <ViewDialog
        {...props}
        open={dialog === 'new' || dialog === 'edit'}
        view={dialog === 'edit' ? view : null}
        definition={definition}
        onOpenChange={(open) => open || close()}
      />
      <ConfirmDialog
        open={dialog === 'delete'}
        onOpenChange={(open) => open || close()}
        title={`Delete the view ${view?.name ?? ''}?`}
        description={view?.shared ? 'It is gone for everybody. The records stay.' : 'The records stay.'}
        confirmLabel="Delete"
        pending={remove.isPending}
        onConfirm={() => view && remove.execute({ id: view.id })}
      />
    </>
  );
}

const copyOf = (value: string | readonly string[] | undefined) =>
  value === undefined || typeof value === 'string' ? value : [...value];
