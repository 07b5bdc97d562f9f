import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import { isAsLastTime, isOpen } from '@/lib/crm/imports/columns/question';

/** How many questions of the file and its columns are open, and how many were answered as last time. */
export function MappingStatus({ looks, asked }: { looks: readonly ColumnLook[]; asked: number }) {
  const open = looks.filter(isOpen).length;
  const ofFile = asked > 0 ? `The file has ${asked === 1 ? 'a question' : `${asked} questions`} to answer, above.` : '';
  const asLastTime = looks.filter(({ questions }) => questions.some(isAsLastTime)).length;
  return (
    <>
      <p role="status" className={open + asked > 0 ? 'mb-2 text-sm text-warning-text' : 'sr-only'}>
        {open > 0
          ? `${ofFile} ${open === 1 ? 'One column has' : `${open} columns have`} a question to answer.`.trim()
          : ofFile !== ''
            ? ofFile
            : looks.length === 0
              ? 'The columns are being read.'
              : 'No column has a question.'}
      </p>
      {asLastTime > 0 ? (
        <p className="mb-2 text-fg text-sm">
          {`${asLastTime === 1 ? 'One column is' : `${asLastTime} columns are`} read as last time, which this file does not tell by itself. Look whether the values are right.`}
        </p>
      ) : null}
    </>
  );
}
