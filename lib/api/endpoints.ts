import type { Endpoint } from './endpoint';
import { getEndpoint } from './records/get';
import { listEndpoint } from './records/list';

/** Every call that the REST door answers. Each resource adds its list here. */
export const ENDPOINTS: readonly Endpoint[] = [listEndpoint, getEndpoint];
