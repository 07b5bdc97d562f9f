/**
 * `ready`, `afterReady` and `onload`: a function set before the script came is called now, one set or given later at
 * once. Called apart from us, so what fails in it is the site's own error.
 */
export function onReady(salesiq: Record<string, unknown>): void {
  const call = (callback: unknown) => {
    if (typeof callback === 'function') queueMicrotask(() => callback({ widgetcode: salesiq.widgetcode }));
  };
  for (const name of ['ready', 'afterReady', 'onload']) {
    const waiting = salesiq[name];
    Object.defineProperty(salesiq, name, { configurable: true, get: () => call, set: call });
    call(waiting);
  }
}
