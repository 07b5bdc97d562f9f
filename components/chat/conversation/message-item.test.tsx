import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Message } from '@/lib/chat/conversations/changes';
import { MessageItem } from './message-item';

const said: Message = {
  id: '1001',
  seq: 1,
  clientId: 'client-1',
  kind: 'visitor',
  author: null,
  text: 'My number is [SSN].',
  event: null,
  hidden: [{ start: 13, end: 18, kind: 'ssn' }],
  masked: true,
  file: null,
  at: '2026-01-01T00:00:00.000Z',
};

const render = (message: Partial<Message>, isMine = false) =>
  renderToStaticMarkup(
    <MessageItem conversationId="7" message={{ ...said, ...message }} day={null} isContinued={false} isMine={isMine} />,
  );

describe('a message', () => {
  test('with hidden parts shows tokens, and offers to reveal them', () => {
    const html = render({});
    expect(html).toMatch(/<mark [^>]*title="Social Security number"[^>]*>\[SSN\]<\/mark>/);
    expect(html).toContain('Reveal');
  });

  test('is clear to the operator who has the conversation, its hidden parts marked', () => {
    const html = render(
      { text: 'My number is 123-45-6789.', hidden: [{ start: 13, end: 24, kind: 'ssn' }], masked: false },
      true,
    );
    expect(html).toMatch(/<mark [^>]*>123-45-6789<\/mark>/);
    expect(html).not.toContain('Reveal');
  });

  test('says of a note that it is one', () => {
    expect(render({ kind: 'note', author: { id: '5', name: 'Olga' }, hidden: [], text: 'Call back' })).toContain(
      'Note',
    );
  });

  test('names a file, and gives no link to one in quarantine', () => {
    const file = {
      id: '9',
      name: 'scan.pdf',
      contentType: 'application/pdf',
      sizeBytes: 2048,
      state: 'clean',
    } as const;
    expect(render({ text: '', hidden: [], file })).toContain('href="/api/chat/files/7/9"');
    const caught = render({ text: '', hidden: [], file: { ...file, state: 'quarantined' } });
    expect(caught).toContain('scan.pdf');
    expect(caught).not.toContain('href');
  });

  test('makes safe addresses links that tell nothing of where they stood', () => {
    const html = render({ text: 'See https://clinic.example/a and javascript:alert(1).', hidden: [], masked: false });
    expect(html).toMatch(
      /<a href="https:\/\/clinic.example\/a"[^>]* target="_blank" rel="noopener noreferrer nofollow"/,
    );
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  test('is text: what looks like HTML in it is shown, not run', () => {
    expect(render({ text: '<img src=x onerror=alert(1)>', hidden: [] })).toContain('&lt;img src=x');
  });
});

test('what the product itself says is said in words', () => {
  const html = render({ kind: 'event', event: 'picked_up', text: 'Olga', hidden: [] });
  expect(html).toContain('Olga picked the conversation up');
});
