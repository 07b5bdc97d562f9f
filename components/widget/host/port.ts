import { type Command, type Given, type HostPage, NOTHING_GIVEN, type ToFrame } from '../protocol';
import type { FramePort } from './api';

/** Keeps what is told until the frame listens: the last of what was given, and every command in its order. */
export function makePort(
  send: (message: ToFrame) => void,
): FramePort & { listen(page: HostPage, full: boolean): void } {
  let given: Given = NOTHING_GIVEN;
  let listening = false;
  const waiting: Command[] = [];
  return {
    give(next) {
      given = next;
      if (listening) send({ type: 'given', given });
    },
    command(command) {
      if (listening) send({ type: 'command', command });
      else waiting.push(command);
    },
    // A frame that was loaded anew says again that it is ready.
    listen(page, full) {
      listening = true;
      send({ type: 'hello', page, given, full });
      for (const command of waiting.splice(0)) send({ type: 'command', command });
    },
  };
}
