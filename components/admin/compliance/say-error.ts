import { toast } from 'sonner';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';

/** For `onError` of an action: says what the server said, or that it did not answer. */
export function sayError({ error }: { error: { serverError?: ErrorAnswer } }): void {
  toast.error(error.serverError?.message ?? 'The server did not answer. Nothing was saved; try again.');
}
