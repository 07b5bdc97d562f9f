interface Held {
  /** Opens it anew. */
  again(): void;
  end(): void;
}

/**
 * Holds something for all tabs of this browser that want it, in one of them; what it says is told to all. Browsers open
 * six connections to a site at most, and a stream a tab would use them up. When that tab is closed another takes over.
 * @param open opens it; what is said may be passed on between tabs, so ids and words of ours only.
 */
export function holdForAll<Said>(
  name: string,
  open: (say: (said: Said) => void) => Held,
  hear: (said: Said) => void,
): Held {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<Said>) => hear(data);
  const stop = new AbortController();
  let held: Held | null = null;
  let release = () => {};

  const hold = () => {
    held = open((said) => {
      hear(said);
      channel.postMessage(said);
    });
  };
  // Without HTTPS a browser has no locks: each tab holds its own.
  if (navigator.locks) {
    const untilReleased = () => {
      if (stop.signal.aborted) return;
      hold();
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    navigator.locks.request(name, { signal: stop.signal }, untilReleased).catch(() => {
      // Given up before it was this tab's turn.
    });
  } else {
    hold();
  }
  return {
    again: () => held?.again(),
    end() {
      stop.abort();
      held?.end();
      held = null;
      release();
      channel.close();
    },
  };
}
