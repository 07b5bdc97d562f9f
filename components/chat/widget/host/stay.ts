/**
 * Keeps the frame on the page for as long as the page is there. It stands beside the body rather than in it: Turbo, Astro
 * and htmx put in another body, or empty the one there is, and a frame that is taken out forgets what was typed into it.
 * Where the whole root is replaced it is put in again, and goes on with what it keeps.
 */
export function stay(frame: HTMLIFrameElement, onChange: () => void): void {
  const put = () => {
    const root = document.documentElement;
    if (root && !frame.isConnected) root.append(frame);
    if (root) watch.observe(root, { childList: true });
    onChange();
  };
  const watch = new MutationObserver(put);
  watch.observe(document, { childList: true });
  // Not before the body: the keyboard reaches the page first.
  if (document.body) put();
  else addEventListener('DOMContentLoaded', put, { once: true });
  for (const name of ['popstate', 'hashchange', 'pageshow']) addEventListener(name, onChange);
  if ('navigation' in window) navigation.addEventListener('currententrychange', onChange);
}
