import { expect, test } from 'vitest';
import type { AppAnswer } from './connector';
import { refusalOf } from './refusal';
import { moduleOf } from './registry';
import { slack } from './slack';

const record = { settings: { channel: 'C1' }, key: 'k', recordId: '7', module: 'Contacts', at: '2026-11-30T06:00:00Z' };

test('no value makes a link, a mention or a format of its own, and no page is fetched for it', () => {
  const created = moduleOf(slack, 'Contacts')?.create({
    ...record,
    values: { Last_Name: '<!channel> & <https://evil.example|x>' },
  });
  expect(created?.form).toMatchObject({
    text: 'Contacts 7\nLast Name: &lt;!channel&gt; &amp; &lt;https://evil.example|x&gt;',
    parse: 'none',
    mrkdwn: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
  });
});

test('an answer of 200 that says ok: false is a refusal, for good unless the code is of those that pass', () => {
  const answer = (json: unknown, status = 200): AppAnswer => ({ status, headers: {}, json });
  expect(refusalOf(slack, answer({ ok: true }))).toBeNull();
  expect(refusalOf(slack, answer({ ok: false, error: 'channel_not_found' }))).toEqual({
    retry: false,
    code: 'channel_not_found',
  });
  expect(refusalOf(slack, answer({ ok: false, error: 'ratelimited' }, 429))).toEqual({
    retry: true,
    code: 'ratelimited',
  });
  expect(refusalOf(slack, answer({ ok: false, error: 'internal_error' }))).toEqual({
    retry: true,
    code: 'internal_error',
  });
  // Free text may hold what was sent: it is not kept.
  expect(refusalOf(slack, answer({ ok: false, error: 'no such Ann Smith' }))).toEqual({
    retry: false,
    code: 'http_200',
  });
  expect(refusalOf(slack, answer(undefined))).toEqual({ retry: false, code: 'no_answer' });
});

test('without the id that Slack gave there is nothing to remove, and a change is a message', () => {
  const app = moduleOf(slack, 'Deals');
  expect(app?.remove?.({ ...record, remoteId: null })).toBeNull();
  expect(app?.change({ ...record, values: {}, remoteId: null }).path).toBe('/chat.postMessage');
  expect(app?.remoteId({ status: 200, headers: {}, json: { ok: true } })).toBeNull();
});
