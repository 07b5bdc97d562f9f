/** A message as each app's own description would have it on the wire; nothing of the connectors is in it. */
import type { TheMessage } from '../the-rule';
import type { Heard } from './listening';

export interface OnWire {
  method: string;
  path: string;
  json: unknown;
}

type Some = NonNullable<TheMessage>;
type Values = Readonly<Record<string, string | null>>;

/** Of a webhook that is told of a contact; the time of the change is its own. */
export const toHook = (recordId: string, message: Some): OnWire => ({
  method: 'POST',
  path: '',
  json: {
    type: `contacts.${message.what === 'removed' ? 'deleted' : message.what}`,
    data: { id: recordId, module: 'Contacts', ...('values' in message && { values: message.values }) },
  },
});

/** Of Zoho Desk, by the id it gave when the contact was created. */
export function toDesk(remoteId: string | null, message: Some): OnWire {
  if (message.what === 'removed')
    return { method: 'POST', path: '/api/v1/contacts/moveToTrash', json: { contactIds: [remoteId] } };
  if (message.what === 'created')
    return { method: 'POST', path: '/api/v1/contacts', json: withoutEmpty(message.values) };
  return { method: 'PATCH', path: `/api/v1/contacts/${remoteId}`, json: cleared(message.values) };
}

const withoutEmpty = (values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
const cleared = (values: Values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));

/** What was heard, without the time that a webhook's message has. */
export function asOnWire({ method, path, json }: Heard): OnWire {
  if (typeof json !== 'object' || json === null || !('timestamp' in json)) return { method, path, json };
  const { timestamp: _, ...rest } = json;
  return { method, path, json: rest };
}
