/** Functions of the site's that are called when something happened in the chat: with the visit, never who or what was said. */
import type { WidgetEvent } from '../protocol';

/** `here` and `away`: whether somebody is there to answer, told when it is known and when it changes. */
export type Happening = WidgetEvent | 'here' | 'away';

type Handler = (visitId: string, data: { visitid: string }) => void;

export interface Handlers {
  /** Takes a function, as each event of SalesIQ's does; says whether it was one. */
  on(happening: Happening, handler: unknown): boolean;
  tell(happening: Happening, visitId: string): void;
  stands(online: boolean): void;
  /** Null until it is known. */
  online(): boolean | null;
}

export function makeHandlers(): Handlers {
  const handlers = new Map<Happening, Set<Handler>>();
  let standing: boolean | null = null;

  // A fault of the site's own handler is the site's to see, and stops none of the others.
  const call = (handler: Handler, visitId: string) => queueMicrotask(() => handler(visitId, { visitid: visitId }));
  const tell = (happening: Happening, visitId: string) => {
    for (const handler of handlers.get(happening) ?? []) call(handler, visitId);
  };
  return {
    tell,
    online: () => standing,
    on(happening, handler) {
      if (typeof handler !== 'function') return false;
      handlers.set(happening, (handlers.get(happening) ?? new Set()).add(handler as Handler));
      const isSo = (happening === 'here' && standing === true) || (happening === 'away' && standing === false);
      if (isSo) call(handler as Handler, '');
      return true;
    },
    stands(online) {
      if (online === standing) return;
      standing = online;
      tell(online ? 'here' : 'away', '');
    },
  };
}
