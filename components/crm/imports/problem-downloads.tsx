import { buttonClass } from '@/components/ui/button-class';
import type { ImportRef, RowCounts } from '@/lib/crm/imports/schemas';

/** The rows that were refused, to be mended and uploaded again; and what was changed in the others, or the same in them. */
export function ProblemDownloads({ reference, found }: { reference: ImportRef; found: RowCounts }) {
  const { failed, byColumn = [] } = found;
  const href = `/api/imports/${reference.module}/${reference.importId}/problems`;
  return (
    <>
      {failed > 0 ? (
        <a href={href} download className={buttonClass('secondary')}>
          Download rows with a problem
        </a>
      ) : null}
      {byColumn.some(({ isTaken }) => isTaken) ? (
        <a href={`${href}?of=taken`} download className={buttonClass('secondary')}>
          Download what else happened to rows
        </a>
      ) : null}
    </>
  );
}
