/**
 * `$zoho.salesiq`, as sites that used SalesIQ call it: names and shapes of arguments are its own
 * (zoho.com/salesiq/help/developer-section/js-api.html), so an existing snippet goes on working. It differs where health
 * data would leak: events say that something happened and in which visit, never who or what was said. What each call does
 * stands in docs/widget-js-api.md; what is not here answers by `unknown.ts`.
 */

import type { Command, Given, ToHost } from '../protocol';
import { makeChatApi } from './chat-api';
import { makeCustomHtml } from './custom-html';
import { makeGiving } from './given';
import { type Handlers, makeHandlers } from './handlers';
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
  const handlers = makeHandlers();
  const unknown = makeUnknown(port.call);
  const api = makeApi({ port, stand, handlers, unknown });
  api.set = makeSet(api, unknown);

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

interface ApiParts {
  port: FramePort;
  stand: LookPort['stand'];
  handlers: Handlers;
  unknown: Unknown;
}

/** The calls that are here, by their names. */
function makeApi({ port, stand, handlers, unknown }: ApiParts): Salesiq {
  const giving = makeGiving(port.give);
  const command = (what: Command) => port.command(what);
  const { visitor, field, property } = makeVisitorApi(giving);
  const look = makeLookApi(giving, { stand, inVain: unknown.tell });
  const chat = makeChatApi({ giving, handlers, command, ask: property('question') });
  const custom = makeCustomHtml(handlers, () => command('open'));
  return {
    visitor: {
      ...visitor,
      chat: (asked?: unknown) => (typeof asked === 'string' ? unknown.tell('visitor.chat') : chat.begin(asked)),
      ...chat.events,
    },
    customfield: field,
    field: { ...field },
    chatwindow: { ...look.window, ...chat.chatwindow },
    floatwindow: { ...look.window, ...chat.floatwindow },
    floatbutton: { ...look.floatbutton, ...chat.click },
    chatbutton: { ...look.chatbutton, ...chat.click },
    chat: { ...chat.chat, title: look.title, theme: look.colour('chat.theme') },
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
      command('reset');
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

/** `set('theme.color', '#123456')` is `theme.color('#123456')`, where there is such a call. */
function makeSet(api: object, unknown: Unknown) {
  return (path?: unknown, value?: unknown) => {
    const names = textOf(path).split('.');
    const call = names.reduce<unknown>(
      (at, name) => (Object.hasOwn(Object(at), name) ? (at as Record<string, unknown>)[name] : null),
      api,
    );
    return typeof call === 'function' ? call(value) : unknown.tell(`set.${names.join('.')}`);
  };
}
