import type { EntryLine } from '@/lib/admin/audit/entry-line';
import type { Door } from '@/lib/protection/compliance/doors';

export const DOOR_WORDS: Record<Door, string> = {
  screen: 'Screen',
  export: 'Export',
  api: 'API',
  zoho_app: 'Zoho app',
  third_party: 'Third party',
  visitor: 'Visitor',
};

export const KIND_WORDS: Record<EntryLine['who']['kind'], string> = {
  user: 'Person',
  system: 'By itself',
  client: 'API client',
  visitor: 'Visitor',
};
