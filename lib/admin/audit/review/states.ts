import type { ReviewState } from '@/lib/platform/db/schema/review';

/** As the desk offers them. Pure: the screen reads it too. */
export const STATES = ['open', 'fine', 'follow_up', 'incident'] as const satisfies readonly ReviewState[];
export type { ReviewState };
