import { invalid } from '@/lib/platform/errors';

/** @throws invalid unless the name typed is the one asked for. */
export function assertConfirmed(typed: string | undefined, name: string): void {
  if (typed?.trim() === name) return;
  throw invalid(`Type ${name} to confirm.`, {
    reason: 'CONFIRMATION_REQUIRED',
    fields: { confirmation: `Type ${name} to confirm.` },
  });
}
