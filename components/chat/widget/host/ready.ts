/** Names under which a site says what is to be done once the API is there. */
export const READY_NAMES = ['ready', 'internalready', 'internalReady', 'afterReady', 'onload'] as const;

/**
 * A function set before the script came is called now, one set or given later at once. Called apart from us, so what fails
 * in it is the site's own error.
 */
export function onReady(salesiq: Record<string, unknown>): void {
  const call = (callback: unknown) => {
    if (typeof callback === 'function') queueMicrotask(() => callback({ widgetcode: salesiq.widgetcode }));
  };
  for (const name of READY_NAMES) {
    const waiting = salesiq[name];
    Object.defineProperty(salesiq, name, { configurable: true, get: () => call, set: call });
    call(waiting);
  }
}
