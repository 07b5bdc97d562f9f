import { useRouter } from 'next/navigation';
import type { SavedView } from '@/lib/crm/views/queries';
import type { Layout } from './layout-links';
import type { Patch } from './use-narrowed';

const OF_THE_VIEW: Patch = { columns: null, filters: null, sort: null, by: null, sum: null };

export interface ViewChoiceSource {
  module: string;
  views: readonly SavedView[];
  /** As records are laid out now. */
  layout: Layout;
  onChange: (patch: Patch) => void;
}

/** Leads to a view in the layout that it keeps; to all records in the layout that is seen. */
export function useChooseView({ module, views, layout, onChange }: ViewChoiceSource) {
  const router = useRouter();
  return (id: string | null) => {
    const view = views.find((one) => one.id === id);
    const wanted = view ? (view.definition.layout?.kind ?? 'table') : layout;
    if (wanted === layout) onChange({ ...OF_THE_VIEW, view: id });
    else router.push(`/m/${module}${wanted === 'table' ? '' : `/${wanted}`}?view=${id}`);
  };
}
