import type { Act, ScopeNeed } from '@/lib/admin/api-clients/scopes';

/** What hangs on a record is read with its own scope, or with the record's module's. */
export const relatedNeed =
  (related: 'Notes' | 'Attachments', act: Act) =>
  ({ module }: Record<string, string>): readonly ScopeNeed[] =>
    [related, ...(module ? [module] : [])].map((name) => ({ area: 'modules', act, module: name }));
