/** What a site does with the chat itself, and hears of it: `chat.*`, `chatwindow.*`, `floatwindow.*`, `visitor.chat` and its events. */
import type { Command } from '../protocol';
import type { Giving } from './given';
import type { Handlers, Happening } from './handlers';
import { textOf } from './values';

interface ChatParts {
  giving: Giving;
  handlers: Handlers;
  command(command: Command): void;
  /** Sets the visitor's question. */
  ask(question: unknown): unknown;
}

export function makeChatApi({ giving, handlers, command, ask }: ChatParts) {
  const on = (happening: Happening) => (handler?: unknown) => void handlers.on(happening, handler);
  /** A handler when it gets one, as in SalesIQ; else it does it. */
  const doOr = (what: Command, happening: Happening) => (handler?: unknown) => {
    if (!handlers.on(happening, handler)) command(what);
  };

  const visible = (shown?: unknown) => command(/^\s*(hide|false)\s*$/.test(textOf(shown)) ? 'close' : 'open');
  /** Functions of its own each: a name that is not below them is told by the path it was called by. */
  const window = () => ({ visible, open: doOr('open', 'opened'), close: doOr('close', 'closed') });

  const begin = (asked?: unknown) => {
    if (handlers.on('started', asked)) return;
    const question = typeof asked === 'object' && asked !== null ? (asked as { question?: unknown }).question : asked;
    if (question !== undefined) void ask(question);
    command('start');
  };
  /** Stands in the composer for the visitor to send: nobody puts words into their mouth. */
  const suggest = (text?: unknown) => {
    if (handlers.on('started', text)) return;
    void ask(textOf(text));
    command('open');
  };
  const department = (names?: unknown) =>
    giving.change(() => Object.assign(giving.given, { department: textOf(Array.isArray(names) ? names[0] : names) }));

  return {
    begin,
    events: {
      attend: on('attended'),
      missed: on('missed'),
      offlineMessage: on('offline'),
      agentsoffline: on('offline'),
      chatcomplete: on('completed'),
      rating: on('rated'),
      feedback: on('rated'),
    },
    click: { click: on('opened'), onclick: on('opened') },
    chatwindow: window(),
    floatwindow: { ...window(), minimize: doOr('close', 'closed') },
    chat: {
      start: begin,
      complete: doOr('end', 'completed'),
      department,
      defaultdepartment: department,
      online: on('here'),
      offline: on('away'),
      triggerMessage: suggest,
      sendmessage: suggest,
    },
  };
}
