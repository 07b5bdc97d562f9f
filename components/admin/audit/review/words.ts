import type { BadgeTone } from '@/components/ui/badge';
import type { ReviewState } from '@/lib/admin/audit/review/states';

export const STATE_WORDS: Record<ReviewState, string> = {
  open: 'Open',
  fine: 'Fine',
  follow_up: 'Follow up',
  incident: 'Incident',
};

export const STATE_TONES: Record<ReviewState, BadgeTone> = {
  open: 'neutral',
  fine: 'success',
  follow_up: 'warning',
  incident: 'danger',
};

export const entriesInWords = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);
