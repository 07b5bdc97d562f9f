/**
 * A fake of Zoho Cliq. Written from: "Messages", "Channels" and "Errors" of the REST API v2 (zoho.com/cliq/help/restapi/v2/messages,
 * /channels, /errors: `POST /api/v2/channelsbyname/{CHANNEL_UNIQUE_NAME}/message`, errors as `code` and `message`), "Post message in a
 * channel" (`text`, `sync_message`), and help.zoho.com/portal/de/community/topic/zoho-cliq-api-rate-limit (status 400 with
 * `request_limit_exceeded`).
 */

import type { Fake, FakeAnswer } from '../fake-server';
import { problemsOf, required, text } from './check';
import { knowsUs, zohoToken } from './zoho';

export const CLIQ_SETTINGS = { channel: 'frontdesk' };

export function fakeCliq(): Fake {
  let made = 1_773_813_859_592;

  return (request) => {
    const token = zohoToken(request);
    if (token) return token;
    if (!knowsUs(request))
      return refused(401, 'oauthtoken_invalid', 'Request was rejected because of invalid AuthToken.');
    const { method, path, json } = request;
    if (method === 'GET' && path === '/api/v2/channels')
      return { status: 200, json: { channels: [], has_more: false } };
    const [, channel] = /^\/api\/v2\/channelsbyname\/([^/]+)\/message$/.exec(path) ?? [];
    if (channel === undefined) return refused(404, 'url_rule_not_configured', 'The URL is not found.');
    if (method !== 'POST') return refused(405, 'request_method_invalid', 'The method is not supported.');
    if (channel !== CLIQ_SETTINGS.channel) return refused(404, 'channel_not_exists', 'The channel does not exist.');
    const wrong = problemsOf({ text: required(text(5000)), sync_message: { type: 'boolean' } }, json);
    if (wrong.length > 0) return refused(400, 'input_pattern_mismatch', 'The message is not as it should be.');
    made += 1;
    if ((json as { sync_message?: boolean }).sync_message !== true) return { status: 204 };
    return { status: 200, json: { message_id: `${made}_51531973059` } };
  };
}

const refused = (status: number, code: string, message: string): FakeAnswer => ({ status, json: { code, message } });
