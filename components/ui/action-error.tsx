import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { Callout } from './callout';

export interface ActionErrorProps {
  /** What `useAction` gives. */
  of: { hasErrored: boolean; result: { serverError?: ErrorAnswer | undefined } };
  /** Fields that show their message themselves. */
  shown?: readonly string[];
}

/** What went wrong, where no field of the form says it. */
export function ActionError({ of: { hasErrored, result }, shown = [] }: ActionErrorProps) {
  if (!hasErrored) return null;
  const { serverError } = result;
  const fields = Object.keys(serverError?.fields ?? {});
  if (fields.length > 0 && fields.every((field) => shown.includes(field))) return null;
  return (
    <Callout tone="danger" role="alert">
      {serverError?.message ?? 'The server did not answer. Nothing was lost; try again.'}
    </Callout>
  );
}
