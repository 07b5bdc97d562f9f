import type { EntryLine } from '@/lib/admin/audit/entry-line';

export const KIND_WORDS: Record<EntryLine['who']['kind'], string> = {
  user: 'Person',
  system: 'By itself',
  client: 'API client',
  visitor: 'Visitor',
};
