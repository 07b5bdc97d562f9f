/** Of which changes the figures by day are. */
export const periodOf = (capped: boolean): string => (capped ? 'Of the last 50,000 changes' : 'In the last 30 days');
