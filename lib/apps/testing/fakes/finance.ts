/**
 * A fake of Zoho Books. Written from: "Contacts" and "Contact Persons" (zoho.com/books/api/v3/contacts, /contact-persons: names,
 * lengths, what is required), "Organization ID" and "Errors" (zoho.com/books/api/v3/introduction, /errors: `code` 0 is well),
 * and the code 3062 as its users report it ("The customer … already exists").
 */

import type { Fake, FakeAnswer, FakeRequest } from '../fake-server';
import { EMAIL, optional, problemsOf, type Rules, required, text } from './check';
import { knowsUs, zohoIds, zohoToken } from './zoho';

export const FINANCE_SETTINGS = { organizationId: '10234695' };

const person: Rules = {
  last_name: text(100),
  first_name: text(100),
  email: text(100, { pattern: EMAIL }),
  phone: text(50),
  mobile: text(50),
  designation: text(50),
  department: text(50),
  is_primary_contact: { type: 'boolean' },
};

const contact: Rules = {
  contact_name: required(text(200)),
  company_name: text(200),
  website: text(200),
  contact_type: text(undefined, { pattern: /^(customer|vendor)$/ }),
  customer_sub_type: text(undefined, { pattern: /^(individual|business)$/ }),
  billing_address: {
    type: 'object',
    fields: { address: text(500), city: text(100), state: text(100), zip: text(50), country: text(100) },
  },
  contact_persons: { type: 'array', items: { type: 'object', fields: person } },
};

export function fakeFinance(): Fake {
  const nextId = zohoIds();
  const kept = new Map<string, string>();

  const save = ({ method, json }: FakeRequest, id: string): FakeAnswer => {
    const wrong = problemsOf(method === 'POST' ? contact : optional(contact), json)[0];
    if (wrong) return refused(400, wrong.why === 'missing' ? 4 : 15, `Invalid value passed for ${wrong.field}`);
    const name = String((json as { contact_name?: string }).contact_name ?? '');
    if ([...kept].some(([other, of]) => of === name && other !== id)) {
      return refused(400, 3062, `The customer "${name}" already exists. Please specify a different name.`);
    }
    kept.set(id, name);
    return {
      status: method === 'POST' ? 201 : 200,
      json: { code: 0, message: 'The contact has been saved.', contact: { ...(json as object), contact_id: id } },
    };
  };

  return (request) => {
    const token = zohoToken(request);
    if (token) return token;
    if (!knowsUs(request)) return refused(401, 57, 'You are not authorized to perform this operation');
    const { method, path, query } = request;
    if (method === 'GET' && path === `/books/v3/organizations/${FINANCE_SETTINGS.organizationId}`) {
      return {
        status: 200,
        json: { code: 0, message: 'success', organization: { organization_id: FINANCE_SETTINGS.organizationId } },
      };
    }
    if (query.get('organization_id') !== FINANCE_SETTINGS.organizationId)
      return refused(400, 6041, 'This user is not associated with the organization');
    const [found, id] = /^\/books\/v3\/contacts(?:\/(\d+))?$/.exec(path) ?? [];
    if (found === undefined) return refused(404, 5, 'Invalid URL Passed');
    if (method === 'POST' && id === undefined) return save(request, nextId());
    if (id === undefined || !kept.has(id)) return refused(404, 1002, 'Contact does not exist.');
    if (method === 'PUT') return save(request, id);
    if (method !== 'DELETE') return refused(405, 37, 'The HTTP method is not allowed for the requested resource');
    kept.delete(id);
    return { status: 200, json: { code: 0, message: 'The contact has been deleted.' } };
  };
}

const refused = (status: number, code: number, message: string): FakeAnswer => ({ status, json: { code, message } });
