/**
 * Live chat in the shape of SalesIQ's REST API v2 (zoho.com/salesiq/help/developer-section/rest-api-v2.html), at
 * `/salesiq/v2` in place of `/api/v2`. Ours: statuses of HTTP tell what happened (SalesIQ answers 200 to everything),
 * lists tell nothing of a visitor but an id, and every reading of one conversation is an event.
 */
import type { Endpoint } from '../endpoint';
import { deleteEndpoint, getEndpoint, listEndpoint } from './conversations';
import { messagesEndpoint } from './messages';
import { visitorEndpoint } from './visitor';

export const salesIqEndpoints: readonly Endpoint[] = [
  listEndpoint,
  getEndpoint,
  messagesEndpoint,
  deleteEndpoint,
  visitorEndpoint,
];
