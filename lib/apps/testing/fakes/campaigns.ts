/**
 * A fake of Zoho Campaigns. Written from: "Subscribe" (zoho.com/campaigns/help/developers/contact-subscribe.html: path, form
 * parameters, error cases, limits), "Get mailing lists" and "Error Codes" (zoho.com/campaigns/help/developers/error-codes.html):
 * every answer has status 200 and says in `code` how it went.
 */

import type { Fake, FakeAnswer } from '../fake-server';
import { EMAIL } from './check';
import { knowsUs, zohoToken } from './zoho';

export const CAMPAIGNS_SETTINGS = { listkey: 'f70c4878c4a471692bb9a99a2d5ed3a7' };

/** "Contact email with other fields": the fields that every organization has. */
const FIELDS = [
  'Contact Email',
  'First Name',
  'Last Name',
  'Company Name',
  'Job Title',
  'Phone',
  'City',
  'State',
  'Country',
  'Zip Code',
];

export function fakeCampaigns(): Fake {
  const members = new Map<string, object>();

  const subscribe = (form: URLSearchParams): FakeAnswer => {
    const extra = [...form.keys()].find(
      (name) => !['resfmt', 'listkey', 'contactinfo', 'source', 'topic_id'].includes(name),
    );
    if (extra) return said('1002', 'Extra parameter found.');
    if (form.get('listkey') !== CAMPAIGNS_SETTINGS.listkey) return said('2501', 'Listkey is empty or invalid.');
    const contact = parse(form.get('contactinfo'));
    if (!contact || Object.values(contact).some((value) => typeof value !== 'string')) {
      return said('2001', 'Please enter correct XML(or)JSON format.');
    }
    if (Object.keys(contact).some((name) => !FIELDS.includes(name))) return said('1001', 'Pattern doesn’t match.');
    const email = contact['Contact Email'] ?? '';
    if (!EMAIL.test(email) || email.length > 100) return said('2004', 'Invalid contact email address.');
    members.set(email, contact);
    return said('0', 'User successfully subscribed.', 'success');
  };

  return (request) => {
    const token = zohoToken(request);
    if (token) return token;
    if (!knowsUs(request)) return said('1007', 'Unauthorized key.');
    const { method, path, form } = request;
    if (path === '/api/v1.1/getmailinglists' && method === 'GET') {
      return {
        status: 200,
        json: { status: 'success', code: '0', list_of_details: [{ listkey: CAMPAIGNS_SETTINGS.listkey }] },
      };
    }
    if (path !== '/api/v1.1/json/listsubscribe') return said('1004', 'Wrong URL entered.');
    return method === 'POST' && form ? subscribe(form) : said('903', 'No mandatory fields in this URL.');
  };
}

const said = (code: string, message: string, status = 'error'): FakeAnswer => ({
  status: 200,
  json: { message, status, code, uri: '/api/v1.1/json/listsubscribe', version: '1.1' },
});

function parse(text: string | null): Record<string, string> | null {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
