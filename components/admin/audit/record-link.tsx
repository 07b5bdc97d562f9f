import Link from 'next/link';
import type { EntryLine } from '@/lib/admin/audit/entry-line';

/** A record by its id, never by its name; a link for those who may open it. */
export function RecordLink({ module, recordId }: Pick<EntryLine, 'module' | 'recordId'>) {
  if (!recordId) return null;
  if (!module?.mayOpen) return <span className="font-mono text-xs">{recordId}</span>;
  return (
    <Link
      href={`/m/${module.apiName}/${recordId}`}
      prefetch={false}
      className="font-mono text-accent-text text-xs hover:underline"
    >
      {recordId}
    </Link>
  );
}
