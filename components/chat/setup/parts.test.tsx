import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ConversationsCard } from '@/components/crm/records/record/conversations-card';
import { DEFAULT_BRAND } from '@/lib/chat/setup/brand-schema';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { errorsOf } from './brand/errors-of';
import { HoursCard } from './brand/hours-card';
import { LookCard } from './brand/look-card';
import { PreChatCard } from './brand/pre-chat-card';
import { SitesCard } from './brand/sites-card';
import { WidgetPreview } from './brand/widget-preview';
import { WordsCard } from './brand/words-card';
import { snippetCode } from './snippet-code';
import { tabsFor } from './tabs';

const preview = { name: 'Clinic', settings: DEFAULT_BRAND, theme: 'light', language: 'en', online: true } as const;

describe('the preview of a widget', () => {
  test('asks what the form asks, with its hints and what is mandatory', () => {
    const { preChat } = DEFAULT_BRAND;
    const phone = { shown: true, mandatory: true, hint: 'With area code' };
    const fields = { ...preChat.fields, name: { ...preChat.fields.name, shown: false }, phone };
    const html = renderToStaticMarkup(
      <WidgetPreview {...preview} settings={{ ...DEFAULT_BRAND, preChat: { ...preChat, fields } }} />,
    );
    expect(html).toContain('With area code');
    expect(html).toContain('Email');
    expect(html).not.toMatch(/>Name /);
  });

  test('is a picture: nothing in it can be reached', () => {
    expect(renderToStaticMarkup(<WidgetPreview {...preview} />)).not.toMatch(/<(button|input|textarea|select|a)\b/);
  });

  test('shows the offline message, another language from right to left, and dark', () => {
    const html = renderToStaticMarkup(<WidgetPreview {...preview} theme="dark" language="he" online={false} />);
    expect(html).toContain(DEFAULT_BRAND.offlineMessage);
    expect(html).toContain('dir="rtl"');
    expect(html).toContain('#13181b');
  });

  test('keeps a colour that can be read while another is being typed', () => {
    const html = renderToStaticMarkup(<WidgetPreview {...preview} settings={{ ...DEFAULT_BRAND, colour: '#1' }} />);
    expect(html).toContain(`--w-brand:${DEFAULT_BRAND.colour}`);
  });
});

describe('the page of a brand', () => {
  const businessHours = { ...DEFAULT_BRAND.businessHours, enabled: true, timeZone: 'Old/Zone' };
  const errors = { 'settings.businessHours.days.1.to': 'The end is before the start.', 'settings.colour': 'Wrong.' };
  const part = { settings: { ...DEFAULT_BRAND, businessHours }, change: () => {}, errors };
  const html = renderToStaticMarkup(
    <>
      <LookCard {...part} name="Clinic" onName={() => {}} />
      <WordsCard {...part} />
      <PreChatCard {...part} />
      <SitesCard {...part} departments={[{ id: '5', name: 'Billing', memberIds: [] }]} />
      <HoursCard {...part} timeZones={['America/Chicago']} />
    </>,
  );

  test('names each control', () => {
    for (const name of ['Pick the colour', 'Name is mandatory', 'Monday from', 'Friday to']) {
      expect(html).toContain(`aria-label="${name}"`);
    }
    for (const label of ['Greeting', 'Sites', 'Ask for phone', 'Hint of email', 'Keep business hours', 'Sunday']) {
      expect(html).toMatch(new RegExp(`<(label|legend)[^>]*>${label}<`));
    }
  });

  test('says what is wrong where it is, that no site may show it, and keeps an old time zone', () => {
    expect(html).toContain('The end is before the start.');
    expect(html).toContain('Wrong.');
    expect(html).toContain('opens on no website yet');
    expect(html).toContain('Old/Zone');
    expect(html).not.toContain('Sunday from');
  });
});

test('the snippet names the script of this product and the brand', () => {
  expect(snippetCode('https://crm.example.org', '12-34')).toBe(
    '<script src="https://crm.example.org/widget.js" data-brand="12-34" async></script>',
  );
});

test('tabs lead where the rights do', () => {
  expect(tabsFor(STANDARD_PROFILES.Administrator)).toHaveLength(10);
  expect(tabsFor(STANDARD_PROFILES.Operator)).toEqual([]);
  expect(tabsFor({ everyModule: [], modules: {}, org: ['deleteConversations'] }).map(({ label }) => label)).toEqual([
    'Conversations',
    'Recycle bin',
  ]);
});

test('what is wrong in a list says in which line', () => {
  const errors = { 'settings.origins.1': 'Give a site.', 'settings.originsX': 'no', name: 'Give a name.' };
  expect(errorsOf(errors, 'settings.origins')).toEqual(['Line 2: Give a site.']);
  expect(errorsOf(errors, 'name')).toEqual(['Give a name.']);
});

test('conversations of a record are links for whoever may open them, and ids for others', () => {
  const conversations = [{ id: '77', status: 'closed', startedAt: '2026-01-31T10:00:00Z', closedAt: null }];
  const shown = (mayOpen: boolean) => renderToStaticMarkup(<ConversationsCard {...{ conversations, mayOpen }} />);
  expect(shown(true)).toContain('href="/chat/77"');
  expect(shown(false)).not.toContain('href');
  expect(shown(false)).toContain('Closed');
});
