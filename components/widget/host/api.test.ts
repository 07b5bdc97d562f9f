import { expect, test, vi } from 'vitest';
import { type Command, type Given, NOTHING_GIVEN, type ToFrame } from '../protocol';
import { installApi, type Salesiq } from './api';
import { makePort } from './port';
import type { ValueRefused } from './values';

/** A page with a snippet of SalesIQ's, and what our frame is told. */
function makePage(snippet: Salesiq = { widgetcode: '11-22', values: {}, ready() {} }) {
  const told: { given: Given; commands: Command[] } = { given: NOTHING_GIVEN, commands: [] };
  const tell = installApi(snippet, {
    give(given) {
      told.given = given;
    },
    command: (command) => told.commands.push(command),
  });
  // biome-ignore lint/suspicious/noExplicitAny: called as a site's own script calls it
  return { salesiq: snippet as any, told, tell };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

test('the snippet of SalesIQ keeps working: ready is called once, with the API in place', async () => {
  const ready = vi.fn(() => expect(typeof salesiq.visitor.name).toBe('function'));
  const { salesiq } = makePage({ widgetcode: '11-22', values: {}, ready });
  await soon();
  expect(ready).toHaveBeenCalledTimes(1);
  expect(salesiq.widgetcode).toBe('11-22');
});

test('ready works as a property set later and as a call', async () => {
  const { salesiq } = makePage({});
  const [set, called] = [vi.fn(), vi.fn()];
  salesiq.ready = set;
  salesiq.ready(called);
  await soon();
  expect(set).toHaveBeenCalledTimes(1);
  expect(called).toHaveBeenCalledTimes(1);
});

test('what is known of the visitor reaches the frame and can be read back', () => {
  const { salesiq, told } = makePage();
  salesiq.visitor.name('Vera Visitor');
  salesiq.visitor.email('vera@visitor.example');
  salesiq.visitor.contactnumber('+1 555 0100');
  salesiq.visitor.question('May I come today?');
  salesiq.visitor.info({ plan: 'Gold', visits: 3 });
  salesiq.visitor.info('Source', 'Newsletter');
  expect(told.given).toMatchObject({
    name: 'Vera Visitor',
    email: 'vera@visitor.example',
    phone: '+1 555 0100',
    question: 'May I come today?',
    info: { plan: 'Gold', visits: '3', Source: 'Newsletter' },
  });
  expect(salesiq.visitor.name()).toBe('Vera Visitor');
});

test('custom fields take the shapes of SalesIQ, replace one of the same name, and can be cleared', () => {
  const { salesiq, told } = makePage();
  const options = [{ text: 'Aetna', value: 'a' }, 'Other'];
  salesiq.customfield.add({ name: 'Plan', hint: 'Your plan', type: 'text', required: 'true', visibility: 'online' });
  salesiq.customfield.add({ name: 'Plan', hint: 'Your plan', type: 'selectbox', options, maxlength: '30' });
  salesiq.field.add({ name: 'Member since', value: 2020 });
  expect(told.given.fields).toEqual([
    expect.objectContaining({
      name: 'Plan',
      required: false,
      maxLength: 30,
      options: [
        { text: 'Aetna', value: 'a' },
        { text: 'Other', value: 'Other' },
      ],
    }),
    expect.objectContaining({ name: 'Member since', value: '2020', visibility: 'both' }),
  ]);
  salesiq.field.clear('Plan');
  expect(told.given.fields.map(({ name }) => name)).toEqual(['Member since']);
  salesiq.customfield.clear();
  expect(told.given.fields).toEqual([]);
});

test('a value over 1,000 characters is refused by promise and by callback, without a word of it, and nothing is kept', async () => {
  const { salesiq, told } = makePage();
  const secret = 'diagnosis '.repeat(101);
  const heard: (ValueRefused | null)[] = [];
  const refused = salesiq.visitor.info({ ok: 'short', long: secret }, (error: ValueRefused) => heard.push(error));
  await expect(refused).rejects.toMatchObject({ field: 'long', reason: 'too_long' });
  expect(heard[0]?.message).not.toContain('diagnosis');
  expect(told.given.info).toEqual({});
  await expect(salesiq.customfield.add({ name: 'Plan', value: secret })).rejects.toMatchObject({ field: 'Plan' });
  await expect(salesiq.customfield.add({ hint: 'no name' })).rejects.toMatchObject({ reason: 'unnamed' });
});

test('a refusal that nobody looks at is not printed by the browser', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  makePage().salesiq.visitor.name('x'.repeat(1001));
  await soon();
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('at most 50 custom values are kept', async () => {
  const { salesiq, told } = makePage();
  for (let i = 0; i < 50; i++) await salesiq.customfield.add({ name: `Field ${i}` });
  await expect(salesiq.visitor.info({ more: '1' })).rejects.toMatchObject({ reason: 'too_many' });
  expect(told.given.fields).toHaveLength(50);
});

test('windows open and close, the chat starts, all is forgotten on reset', () => {
  const { salesiq, told } = makePage();
  salesiq.chatwindow.visible('show');
  salesiq.floatwindow.visible('hide');
  salesiq.floatwindow.open();
  salesiq.floatwindow.close();
  salesiq.chat.start();
  salesiq.visitor.chat({ question: 'Now?' });
  expect(told.given.question).toBe('Now?');
  salesiq.reset();
  expect(told.commands).toEqual(['open', 'close', 'open', 'close', 'start', 'start', 'reset']);
  expect(told.given).toEqual(NOTHING_GIVEN);
});

test('the button can be hidden, shown, and shown after a while', () => {
  vi.useFakeTimers();
  const { salesiq, told } = makePage();
  salesiq.floatbutton.visible('hide');
  expect(told.given.launcher).toBe(false);
  salesiq.floatbutton.visible('show');
  expect(told.given.launcher).toBe(true);
  salesiq.floatbutton.visible('3');
  expect(told.given.launcher).toBe(false);
  vi.advanceTimersByTime(3_000);
  expect(told.given.launcher).toBe(true);
  vi.useRealTimers();
});

test('handlers hear what happened and in which visit, and nothing of what was said', async () => {
  const { salesiq, tell } = makePage();
  const [chat, open] = [vi.fn(), vi.fn()];
  salesiq.visitor.name('Vera Visitor');
  salesiq.visitor.chat(chat);
  salesiq.floatwindow.open(open);
  tell('started', '77');
  tell('opened', '77');
  await soon();
  expect(chat.mock.calls).toEqual([['77', { visitid: '77' }]]);
  expect(open).toHaveBeenCalledTimes(1);
});

test('calls of SalesIQ that mean nothing here do not stop a script', () => {
  const { salesiq } = makePage();
  salesiq.tracking.on();
  salesiq.chatbutton.texts([['Online', 'Chat']]);
  salesiq.floatwindow.onlinetitle('Hello');
  salesiq.chat.theme('#ff0000');
  salesiq.custom.html('x', 'y');
  expect(salesiq.visitor.uniqueid()).toBeUndefined();
});

test('what is told before the frame listens waits: the last of what was given, commands in order', () => {
  const sent: ToFrame[] = [];
  const port = makePort((message) => sent.push(message));
  port.give({ ...NOTHING_GIVEN, name: 'First' });
  port.command('open');
  port.give({ ...NOTHING_GIVEN, name: 'Second' });
  port.command('start');
  expect(sent).toEqual([]);
  const page = { address: 'https://clinic.example/', referrer: '', language: 'en' };
  port.listen(page, false);
  port.command('close');
  expect(sent).toEqual([
    { type: 'hello', page, given: { ...NOTHING_GIVEN, name: 'Second' }, full: false },
    { type: 'command', command: 'open' },
    { type: 'command', command: 'start' },
    { type: 'command', command: 'close' },
  ]);
});
