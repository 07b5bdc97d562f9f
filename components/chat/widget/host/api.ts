/**
 * `$zoho.salesiq`, as sites that used SalesIQ call it: names and shapes of arguments are its own
 * (zoho.com/salesiq/help/developer-section/js-api.html), so an existing snippet goes on working. It differs where health
 * data would leak: events say that something happened and in which visit, never who or what was said. What each call does
 * stands in docs/widget-js-api.md; what is not here answers by `unknown.ts`.
 */
import type { Command, Given, ToHost } from '../protocol';
import { makeCustomHtml } from './custom-html';
import { makeGiving } from './given';
import { type Happening, makeHandlers } from './handlers';
import { type LookPort, makeLookApi } from './look-api';
import { onReady } from './ready';
import { forgetUniqueId } from './unique-id';
import { makeUnknown, type Unknown } from './unknown';
import { textOf } from './values';
import { makeVisitorApi } from './visitor-api';

/** To the frame; what is sent before it listens waits. */
export interface FramePort {
  give(given: Given): void;
  command(command: Command): void;
  /** Tells of a call that is not here. */
  call(path: string): void;
}

export type Salesiq = Record<string, unknown>;

/** What the frame says that the site's functions hear of. */
export type Heard = Extract<ToHost, { type: 'event' | 'standing' }>;

export interface Installed {
  hear(message: Heard): void;
  unknown: Unknown;
}

/** Fills the site's own `$zoho.salesiq` object. */
export function installApi(salesiq: Salesiq, port: FramePort, stand: LookPort['stand'] = () => {}): Installed {
  const giving = makeGiving(port.give);
  const handlers = makeHandlers();
  const unknown = makeUnknown(port.call);
  const { visitor, field, property } = makeVisitorApi(giving);
  const look = makeLookApi(giving, { stand, inVain: unknown.tell });

  const on = (happening: Happening) => (handler?: unknown) => void handlers.on(happening, handler);
  /** A handler when it gets one, as in SalesIQ; else it does it. */
  const doOr = (command: Command, happening: Happening) => (handler?: unknown) => {
    if (!handlers.on(happening, handler)) port.command(command);
  };
  const window = (shown?: unknown) => port.command(/^\s*(hide|false)\s*$/.test(textOf(shown)) ? 'close' : 'open');

  const begin = (asked?: unknown) => {
    if (handlers.on('started', asked)) return;
    const question = typeof asked === 'object' && asked !== null ? (asked as Salesiq).question : asked;
    if (question !== undefined) void property('question')(question);
    port.command('start');
  };
  /** Stands in the composer for the visitor to send: nobody puts words into their mouth. */
  const suggest = (text?: unknown) => {
    if (handlers.on('started', text)) return;
    void property('question')(textOf(text));
    port.command('open');
  };
  const department = (names?: unknown) =>
    giving.change(() => Object.assign(giving.given, { department: textOf(Array.isArray(names) ? names[0] : names) }));

  const click = { click: on('opened'), onclick: on('opened') };
  const custom = makeCustomHtml(handlers, () => port.command('open'));
  const api: Salesiq = {
    visitor: {
      ...visitor,
      chat: (asked?: unknown) => (typeof asked === 'string' ? unknown.tell('visitor.chat') : begin(asked)),
      attend: on('attended'),
      missed: on('missed'),
      offlineMessage: on('offline'),
      agentsoffline: on('offline'),
      chatcomplete: on('completed'),
      rating: on('rated'),
      feedback: on('rated'),
    },
    customfield: field,
    field: { ...field },
    chatwindow: { ...look.window, visible: window, open: doOr('open', 'opened'), close: doOr('close', 'closed') },
    floatwindow: {
      ...look.window,
      visible: window,
      open: doOr('open', 'opened'),
      close: doOr('close', 'closed'),
      minimize: doOr('close', 'closed'),
    },
    floatbutton: { ...look.floatbutton, ...click },
    chatbutton: { ...look.chatbutton, ...click },
    chat: {
      start: begin,
      complete: doOr('end', 'completed'),
      department,
      defaultdepartment: department,
      online: on('here'),
      offline: on('away'),
      triggerMessage: suggest,
      sendmessage: suggest,
      title: look.title,
      theme: look.colour('chat.theme'),
    },
    theme: Object.assign(look.colour('theme'), {
      color: look.colour('theme.color'),
      basecolor: look.colour('theme.basecolor'),
      primaryColor: look.colour('theme.primaryColor'),
    }),
    custom: {
      html(container?: unknown, given?: unknown) {
        // It takes the button's place.
        look.floatbutton.visible('hide');
        custom(container, given);
      },
    },
    language: (code?: unknown) =>
      giving.change(() => Object.assign(giving.given, { language: textOf(code).slice(0, 20) })),
    reset() {
      giving.forget();
      forgetUniqueId();
      port.command('reset');
    },
  };
  /** `set('theme.color', '#123456')` is `theme.color('#123456')`, where there is such a call. */
  api.set = (path?: unknown, value?: unknown) => {
    const names = textOf(path).split('.');
    const call = names.reduce<unknown>(
      (at, name) => (Object.hasOwn(Object(at), name) ? (at as Salesiq)[name] : null),
      api,
    );
    return typeof call === 'function' ? call(value) : unknown.tell(`set.${names.join('.')}`);
  };

  guard(api, '', unknown);
  Object.assign(salesiq, api);
  onReady(salesiq);
  unknown.below('', salesiq);
  return {
    unknown,
    hear(message) {
      if (message.type === 'event') handlers.tell(message.event, message.visitId);
      else handlers.stands(message.online);
    },
  };
}

/** Everything below each name that is here answers too. */
function guard(space: object, path: string, unknown: Unknown): void {
  for (const [name, member] of Object.entries(space)) {
    if ((typeof member !== 'object' && typeof member !== 'function') || member === null) continue;
    const at = path === '' ? name : `${path}.${name}`;
    guard(member, at, unknown);
    unknown.below(at, member);
  }
}
