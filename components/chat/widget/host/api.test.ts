import { expect, test, vi } from 'vitest';
import { type Command, type Given, NOTHING_GIVEN, type ToFrame, type WidgetEvent } from '../protocol';
import { type FramePort, installApi, type Salesiq } from './api';
import { makePort } from './port';
import type { ValueRefused } from './values';

interface Told {
  given: Given;
  commands: Command[];
  calls: string[];
  place: unknown;
}

/** A page with a snippet of SalesIQ's, and what our frame is told. */
function makePage(snippet: Salesiq = { widgetcode: '11-22', values: {}, ready() {} }) {
  const told: Told = { given: NOTHING_GIVEN, commands: [], calls: [], place: null };
  const port: FramePort = {
    give(given) {
      told.given = given;
    },
    command: (command) => told.commands.push(command),
    call: (path) => told.calls.push(path),
  };
  const { hear } = installApi(snippet, port, (place) => {
    told.place = place;
  });
  const tell = (event: WidgetEvent, visitId: string) => hear({ type: 'event', event, visitId });
  const stands = (online: boolean) => hear({ type: 'standing', online });
  // biome-ignore lint/suspicious/noExplicitAny: called as a site's own script calls it
  return { salesiq: snippet as any, told, tell, stands };
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
  salesiq.floatbutton.position('left');
  salesiq.reset();
  expect(told.commands).toEqual(['open', 'close', 'open', 'close', 'start', 'start', 'reset']);
  expect(told.given, 'how it looks stays').toEqual({ ...NOTHING_GIVEN, side: 'left' });
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

test('what is not there answers to any depth, never throws, and is told once by its name alone', async () => {
  const { salesiq, told } = makePage();
  salesiq.foo.bar('Vera Visitor').then.baz;
  salesiq.tracking.on();
  salesiq.tracking.on();
  salesiq.chat.logo('https://elsewhere.example/logo.png').size({ width: 3 });
  salesiq.visitor.name.of.the('x');
  new salesiq.Widget('x').show();
  expect(await salesiq.chat.history()).toBeUndefined();
  salesiq.chat
    .history()
    .then((rows: unknown) => expect(rows).toBeUndefined())
    .catch(() => {});
  for (const row of salesiq.chat.history()) expect(row).toBe('none');
  expect(`${salesiq.foo}${salesiq.foo.count + 1}${salesiq.foo.list.length}`).toBe('10');
  salesiq.foo.call(null, 'x');
  salesiq.foo.apply(null, ['x']);
  salesiq.onchat = () => 'never called';
  salesiq.visitor.onleave = () => 'never called';
  salesiq.values.plan = 'Gold';
  salesiq['536-90-4399']?.('x');
  salesiq.visitor['Vera Visitor']('x');
  expect(told.calls).toEqual([
    ...['foo.bar', 'tracking.on', 'chat.logo', 'chat.logo.size', 'visitor.name.of.the', 'Widget', 'Widget.show'],
    ...['chat.history', 'foo', 'onchat', 'visitor.onleave'],
  ]);
});

test('the API itself is no promise, and frameworks that look at it find an object', async () => {
  const { salesiq, told } = makePage();
  expect(await salesiq).toBe(salesiq);
  expect(await salesiq.visitor).toBe(salesiq.visitor);
  expect(() => JSON.stringify(salesiq)).not.toThrow();
  expect(salesiq instanceof Object).toBe(true);
  expect('nothing' in salesiq).toBe(false);
  expect(Object.keys(salesiq)).not.toContain('nothing');
  Object.freeze(salesiq.nothing);
  expect(told.calls).toEqual([]);
});

test('internalready is called like ready', async () => {
  const internalready = vi.fn(() => salesiq.floatbutton.visible('hide'));
  const { salesiq, told } = makePage({ widgetcode: '11-22', values: {}, internalready });
  const later = vi.fn();
  salesiq.internalready = later;
  await soon();
  expect(internalready).toHaveBeenCalledTimes(1);
  expect(later).toHaveBeenCalledTimes(1);
  expect(told.given.launcher).toBe(false);
});

test('uniqueid is one and the same, random, and stands beside the conversation once it was asked for', () => {
  const { salesiq, told } = makePage();
  expect(told.given.info).toEqual({});
  const id = salesiq.visitor.uniqueid();
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(salesiq.visitor.uniqueuserid()).toBe(id);
  expect(told.given.info).toEqual({ 'Unique ID': id });
  salesiq.reset();
  expect(told.given.info).toEqual({});
  expect(salesiq.visitor.uniqueid()).not.toBe(id);
});

test('whether somebody is there is told when it is known, when it changes, and to whoever asks later', async () => {
  const { salesiq, stands } = makePage();
  const [online, offline, late] = [vi.fn(), vi.fn(), vi.fn()];
  salesiq.chat.online(online);
  salesiq.chat.offline(offline);
  await soon();
  expect([online.mock.calls, offline.mock.calls]).toEqual([[], []]);
  stands(false);
  stands(false);
  salesiq.chat.offline(late);
  stands(true);
  await soon();
  expect(offline).toHaveBeenCalledTimes(1);
  expect(late).toHaveBeenCalledTimes(1);
  expect(online.mock.calls).toEqual([['', { visitid: '' }]]);
});

test('a custom field’s callback is called, and hears nothing', async () => {
  const { salesiq } = makePage();
  const [second, inside] = [vi.fn(), vi.fn()];
  salesiq.customfield.add({ name: 'Plan', hint: 'Your plan' }, second);
  salesiq.customfield.add({ name: 'Clinic', callback: inside });
  await soon();
  expect([second.mock.calls, inside.mock.calls]).toEqual([[[null]], [[null]]]);
});

test('titles, the words on the button and its place are handed on', () => {
  const { salesiq, told } = makePage();
  salesiq.floatwindow.onlinetitle('Ask our nurses');
  salesiq.chatwindow.offlinetitle('Leave a message');
  salesiq.chatbutton.texts([
    ['Hello, may we help?', 'Online'],
    ['We are away', 'Offline'],
  ]);
  salesiq.floatbutton.position('topleft');
  expect(told.given).toMatchObject({
    titles: { online: 'Ask our nurses', offline: 'Leave a message' },
    labels: { online: 'Hello, may we help?', offline: 'We are away' },
    side: 'left',
  });
  expect(told.place).toEqual({ top: true, offset: { x: 0, y: 0 } });
  salesiq.floatbutton.coordinates({ right: '40px', bottom: 99_999 });
  expect(told.given.side).toBe('right');
  expect(told.place).toEqual({ top: false, offset: { x: 40, y: 500, top: false, side: 'right' } });
  salesiq.chat.title('x'.repeat(100));
  expect(told.given.titles.online).toHaveLength(60);
  expect(told.calls).toEqual([]);
});

test('a text of the site’s is put before the visitor to send, never sent for them', () => {
  const { salesiq, told } = makePage();
  salesiq.chat.triggerMessage('Book a visit');
  expect(told.given.question).toBe('Book a visit');
  expect(told.commands).toEqual(['open']);
});

test('a custom action stands beside the conversation; a function given to an act is a handler, not the act', async () => {
  const { salesiq, told, tell } = makePage();
  const [started, completed, triggered] = [vi.fn(), vi.fn(), vi.fn()];
  salesiq.visitor.customaction('Signed up');
  salesiq.visitor.customaction('Watched the film');
  salesiq.chat.start(started);
  salesiq.chat.complete(completed);
  salesiq.chat.triggerMessage(triggered);
  expect(told.commands).toEqual([]);
  tell('started', '7');
  tell('completed', '7');
  await soon();
  for (const handler of [started, completed, triggered]) {
    expect(handler.mock.calls).toEqual([['7', { visitid: '7' }]]);
  }
  expect(told.given.info).toEqual({ 'Custom actions': 'Signed up, Watched the film' });
});

test('set does what the call of that name does', () => {
  const { salesiq, told } = makePage();
  salesiq.set('visitor.name', 'Vera Visitor');
  salesiq.set('home.widgets', [{ type: 'list' }]);
  salesiq.set();
  expect(told.given.name).toBe('Vera Visitor');
  expect(told.calls).toEqual(['set.home.widgets']);
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
