import type { Counts } from '@/lib/apps/connections/queries';

/** What the figures of a connection were counted of. */
export const countedOf = ({ capped }: Counts): string => (capped ? 'Of the last 10,000' : 'In 30 days');
