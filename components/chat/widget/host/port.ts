import { MAX_CALLS } from '@/lib/chat/setup/call-path';
import { type Command, type Given, type HostPage, NOTHING_GIVEN, type ToFrame } from '../protocol';
import type { FramePort } from './api';

/** Calls are told together, a moment after the first. */
const CALLS_AFTER_MS = 2_000;

interface Port extends FramePort {
  listen(page: HostPage, full: boolean): void;
  page(page: HostPage): void;
}

/** Keeps what is told until the frame listens: the last of what was given, and every command in its order. */
export function makePort(send: (message: ToFrame) => void): Port {
  let given: Given = NOTHING_GIVEN;
  let listening = false;
  let due = false;
  const waiting: Command[] = [];
  const calls: string[] = [];
  const tellCalls = () => {
    due = false;
    if (!listening || calls.length === 0) return;
    send({ type: 'calls', calls: calls.splice(0, MAX_CALLS) });
    tellSoon();
  };
  const tellSoon = () => {
    if (!due) setTimeout(tellCalls, CALLS_AFTER_MS);
    due = true;
  };
  return {
    give(next) {
      given = next;
      if (listening) send({ type: 'given', given });
    },
    command(command) {
      if (listening) send({ type: 'command', command });
      else waiting.push(command);
    },
    call(path) {
      calls.push(path);
      tellSoon();
    },
    page(page) {
      if (listening) send({ type: 'page', page });
    },
    // A frame that was loaded anew says again that it is ready.
    listen(page, full) {
      listening = true;
      send({ type: 'hello', page, given, full });
      for (const command of waiting.splice(0)) send({ type: 'command', command });
      tellSoon();
    },
  };
}
