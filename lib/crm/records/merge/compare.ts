import type { Context } from '@/lib/platform/context';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { getRecord, type RecordPage } from '../get';
import { namelessRecord } from '../names';
import { MOST_MERGED } from './limits';

/** A record as the merge shows it. */
export interface MergeColumn extends Pick<RecordPage, 'record' | 'names' | 'changeable'> {
  /** What it is called. */
  name: string;
}

/** Records of one module side by side; the module once, as it is larger than they are. */
export interface Compared extends Pick<RecordPage, 'module'> {
  columns: MergeColumn[];
}

/**
 * Two to five records side by side, each as its own page shows it, with that page's event.
 * @param ids as an address gives them. @throws forbidden; not_found, also for less than two or more than five
 */
export async function compareRecords(ctx: Context, module: string, ids: string): Promise<Compared> {
  const wanted: Id[] = [...new Set(ids.split(','))].filter(isId);
  if (wanted.length < 2 || wanted.length > MOST_MERGED) throw notFound('What is to be compared');
  const pages: RecordPage[] = [];
  for (const id of wanted) pages.push(await getRecord(ctx, module, id));
  return { module: (pages[0] as RecordPage).module, columns: pages.map(columnOf) };
}

const columnOf = ({ module, record, names, changeable }: RecordPage): MergeColumn => ({
  record,
  names,
  changeable,
  name: record.name || namelessRecord(module, record.id),
});
