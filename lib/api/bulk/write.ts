/** Bulk write is not there: importing stands in the product itself. Each call says so. */
import { notSupported } from '../coql/parse';
import type { Endpoint } from '../endpoint';

const REFUSED: readonly [method: Endpoint['method'], path: string, act: 'READ' | 'CREATE'][] = [
  ['post', '/crm/v8/upload', 'CREATE'],
  ['post', '/crm/bulk/v8/write', 'CREATE'],
  ['get', '/crm/bulk/v8/write/{jobId}', 'READ'],
];

export const bulkWriteEndpoints: readonly Endpoint[] = REFUSED.map(([method, path, act]) => ({
  method,
  path,
  tag: 'Bulk',
  summary: 'Bulk write, which is not supported',
  need: () => ({ area: 'bulk', act }),
  answers: { 400: 'Error' },
  run: () => Promise.reject(notSupported('bulk write')),
}));
