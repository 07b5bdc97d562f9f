/**
 * `$zoho.salesiq`, as sites that used SalesIQ call it: names and shapes of arguments are its own
 * (zoho.com/salesiq/help/developer-section/js-api.html), so an existing snippet goes on working. It differs where health
 * data would leak: events say that something happened and in which visit, never who or what was said.
 */
import { type Command, type Given, NOTHING_GIVEN, type WidgetEvent } from '../protocol';
import { IGNORED } from './ignored';
import { onReady } from './ready';
import { checkedName, checkedValue, customFieldOf, MAX_VALUES, textOf, ValueRefused } from './values';

/** To the frame; what is sent before it listens waits. */
export interface FramePort {
  give(given: Given): void;
  command(command: Command): void;
}

type Handler = (visitId: string, data: { visitid: string }) => void;
type Done = (error: ValueRefused | null) => void;
export type Salesiq = Record<string, unknown>;

/** Fills the site's own `$zoho.salesiq` object; gives what tells its handlers of an event. */
export function installApi(salesiq: Salesiq, port: FramePort): (event: WidgetEvent, visitId: string) => void {
  const given: Given = { ...NOTHING_GIVEN, info: {}, fields: [] };
  const handlers = new Map<WidgetEvent, Set<Handler>>();

  /** Makes a change or refuses it whole. The promise may be left alone: nothing of it is printed. */
  const change = (make: () => void, done?: unknown): Promise<void> => {
    const kept = new Promise<void>((resolve) => {
      make();
      port.give({ ...given, info: { ...given.info }, fields: [...given.fields] });
      resolve();
    });
    kept.then(
      () => typeof done === 'function' && (done as Done)(null),
      (error) => typeof done === 'function' && (done as Done)(error),
    );
    return kept;
  };

  type Known = 'name' | 'email' | 'phone' | 'question';
  const property = (key: Known) => (value?: unknown, done?: unknown) => {
    if (value === undefined) return given[key];
    return change(() => {
      given[key] = checkedValue(key, value);
    }, done);
  };

  const inform = (info: Record<string, unknown>, done?: unknown) =>
    change(() => {
      const added = Object.entries(info).map(
        ([name, value]) => [checkedName(name), checkedValue(name, value)] as const,
      );
      const next = { ...given.info, ...Object.fromEntries(added) };
      assertFew(Object.keys(next).length + given.fields.length, added.at(-1)?.[0] ?? '');
      given.info = next;
    }, done);

  const on = (event: WidgetEvent) => (handler?: unknown) => {
    if (typeof handler !== 'function') return;
    const set = handlers.get(event) ?? new Set();
    handlers.set(event, set.add(handler as Handler));
  };

  /** A handler when it gets one, as in SalesIQ; else it does it. */
  const doOr = (command: Command, event: WidgetEvent) => (handler?: unknown) =>
    typeof handler === 'function' ? on(event)(handler) : port.command(command);

  const window = (shown?: unknown) => port.command(textOf(shown).trim() === 'hide' ? 'close' : 'open');

  let timer: ReturnType<typeof setTimeout> | undefined;
  const launcher = (shown?: unknown) => {
    const asked = textOf(shown).trim();
    clearTimeout(timer);
    const show = (launcher: boolean) => void change(() => Object.assign(given, { launcher }));
    const delaySeconds = Number(asked);
    if (asked === '' || !(delaySeconds > 0)) return show(asked !== 'hide');
    show(false);
    timer = setTimeout(() => show(true), delaySeconds * 1000);
  };

  const begin = (asked?: unknown) => {
    const question = typeof asked === 'object' && asked !== null ? (asked as Salesiq).question : asked;
    if (question !== undefined) void property('question')(question);
    port.command('start');
  };

  const addField = (field: Record<string, unknown>, done?: unknown) =>
    change(() => {
      const added = customFieldOf(field ?? {});
      const others = given.fields.filter(({ name }) => name !== added.name);
      assertFew(others.length + 1 + Object.keys(given.info).length, added.name);
      given.fields = [...others, added];
    }, done);

  const clearField = (name?: unknown) =>
    change(() => {
      const cleared = textOf(name);
      given.fields = cleared ? given.fields.filter((field) => field.name !== cleared) : [];
      given.info = cleared ? Object.fromEntries(Object.entries(given.info).filter(([key]) => key !== cleared)) : {};
    });

  const reset = () => {
    void change(() => Object.assign(given, NOTHING_GIVEN, { info: {}, fields: [], launcher: given.launcher }));
    port.command('reset');
  };

  const field = { add: addField, clear: clearField };
  const api: Record<string, unknown> = {
    visitor: {
      name: property('name'),
      email: property('email'),
      contactnumber: property('phone'),
      phone: property('phone'),
      question: property('question'),
      info: (first?: unknown, second?: unknown, done?: unknown) => {
        if (first === undefined) return { ...given.info };
        if (typeof first === 'object' && first !== null) return inform(first as Record<string, unknown>, second);
        return inform({ [textOf(first)]: second }, done);
      },
      chat: (asked?: unknown) => (typeof asked === 'function' ? on('started')(asked) : begin(asked)),
      attend: on('attended'),
      missed: on('missed'),
      offlineMessage: on('offline'),
      chatcomplete: on('completed'),
      rating: on('rated'),
    },
    customfield: field,
    field,
    chatwindow: { visible: window, open: doOr('open', 'opened'), close: doOr('close', 'closed') },
    floatwindow: {
      visible: window,
      open: doOr('open', 'opened'),
      close: doOr('close', 'closed'),
      minimize: doOr('close', 'closed'),
    },
    floatbutton: { visible: launcher, click: on('opened') },
    chatbutton: { visible: launcher, click: on('opened') },
    chat: {
      start: begin,
      complete: () => port.command('end'),
      department: (names?: unknown) =>
        change(() => Object.assign(given, { department: textOf(Array.isArray(names) ? names[0] : names) })),
    },
    language: (code?: unknown) => change(() => Object.assign(given, { language: textOf(code).slice(0, 20) })),
    reset,
  };

  for (const [space, names] of Object.entries(IGNORED)) {
    const members = names.split(' ').map((name) => [name, () => undefined]);
    api[space] = { ...Object.fromEntries(members), ...(api[space] as object | undefined) };
  }
  Object.assign(salesiq, api);
  onReady(salesiq);

  return (event, visitId) => {
    // A fault of the site's own handler is the site's to see, and stops none of the others.
    for (const handler of handlers.get(event) ?? []) queueMicrotask(() => handler(visitId, { visitid: visitId }));
  };
}

function assertFew(count: number, name: string): void {
  if (count > MAX_VALUES) throw new ValueRefused(name, 'too_many');
}
