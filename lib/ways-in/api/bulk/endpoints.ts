import type { Endpoint } from '../endpoint';
import { bulkReadEndpoints } from './read';
import { bulkWriteEndpoints } from './write';

export const bulkEndpoints: readonly Endpoint[] = [...bulkReadEndpoints, ...bulkWriteEndpoints];
