/**
 * A fake of Mailchimp. Written from: "List Members" ("Add or update list member", "Archive list member", "Delete list member"), "Lists"
 * ("Get list info"), "Errors" and "Fundamentals" of the Marketing API (mailchimp.com/developer/marketing/api/list-members, /api/lists,
 * /docs/errors, /docs/fundamentals): `PUT` at the MD5 of the lower-case address or at `contact_id`, `email_address` and `status_if_new`,
 * Basic authentication by any user and the key, errors as problem details with `errors` of `field` and `message`.
 */

import { createHash } from 'node:crypto';
import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, type Problem, problemsOf, type Rules, required, text } from './check';

export const MAILCHIMP_CREDENTIALS = { user: 'careledger', key: 'fakekey-us21' };
export const MAILCHIMP_SETTINGS = { listId: 'a1b2c3d4e5' };

const STATUS = /^(subscribed|unsubscribed|cleaned|pending|transactional)$/;

const member: Rules = {
  email_address: required(text(254, { pattern: EMAIL })),
  status_if_new: required(text(undefined, { pattern: STATUS })),
  status: text(undefined, { pattern: STATUS }),
  merge_fields: {
    type: 'object',
    fields: {
      FNAME: text(255),
      LNAME: text(255),
      PHONE: text(255),
      // "Please enter a complete address."
      ADDRESS: {
        type: 'object',
        fields: {
          addr1: required(text(255)),
          city: required(text(255)),
          state: required(text(255)),
          zip: required(text(255)),
        },
      },
    },
  },
};

interface Member {
  contactId: string;
  hash: string;
}

export function fakeMailchimp(): Fake {
  const members: Member[] = [];
  const list = `/3.0/lists/${MAILCHIMP_SETTINGS.listId}`;
  const find = (name: string) => members.find(({ contactId, hash }) => name === contactId || name === hash);

  const put = (name: string, { json, query }: FakeRequest): FakeAnswer => {
    if ([...query.keys()].some((one) => one !== 'skip_merge_validation')) return problem(400, 'Invalid Resource', []);
    const wrong = problemsOf(member, json);
    if (wrong.length > 0) return problem(400, 'Invalid Resource', wrong);
    const { email_address } = json as { email_address: string };
    const hash = createHash('md5').update(email_address.toLowerCase()).digest('hex');
    const known = find(name);
    if (!known && name !== hash) return problem(404, 'Resource Not Found', []);
    const one = known ?? { contactId: `c0ffee${String(members.length + 1).padStart(26, '0')}`, hash };
    one.hash = hash;
    if (!known) members.push(one);
    return {
      status: 200,
      json: { ...(json as object), id: hash, contact_id: one.contactId, list_id: MAILCHIMP_SETTINGS.listId },
    };
  };

  const drop = (name: string): FakeAnswer => {
    const known = find(name);
    if (!known) return problem(404, 'Resource Not Found', []);
    members.splice(members.indexOf(known), 1);
    return { status: 204 };
  };

  return (request) => {
    const { method, path, headers } = request;
    const [, key] = Buffer.from(headers.authorization?.replace('Basic ', '') ?? '', 'base64')
      .toString()
      .split(':');
    if (key !== MAILCHIMP_CREDENTIALS.key) return problem(401, 'API Key Invalid', []);
    if (method === 'GET' && path === list)
      return { status: 200, json: { id: MAILCHIMP_SETTINGS.listId, name: 'Fake audience' } };
    const [, name = '', action] = new RegExp(`^${list}/members/(\\w+)(/actions/delete-permanent)?$`).exec(path) ?? [];
    if (name === '') return problem(404, 'Resource Not Found', []);
    if (method === 'PUT' && !action) return put(name, request);
    if ((method === 'DELETE' && !action) || (method === 'POST' && action)) return drop(name);
    return problem(405, 'Method Not Allowed', []);
  };
}

const problem = (status: number, title: string, wrong: Problem[]): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  json: {
    type: 'https://mailchimp.com/developer/marketing/docs/errors/',
    title,
    status,
    detail: 'The resource submitted could not be validated.',
    instance: '995c5cb0-3280-4a6e-808b-3b096d0bb219',
    ...(wrong.length > 0 ? { errors: wrong.map(({ field, why }) => ({ field, message: why })) } : {}),
  },
});
