import type { Shape } from '../protocol';
import type { Snippet } from './snippet';

/** Of the host page's window: below it the open panel takes all of it. */
export const NARROW = '(max-width: 480px), (max-height: 440px)';

/** The one element we put on the page. Its style is set by property: a policy without inline styles stays whole. */
export function makeFrame({ origin, brand }: Snippet): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.id = 'careledger-chat';
  frame.src = `${origin}/widget/frame?brand=${brand}`;
  // The site, not the page: its address may say what a visitor is ill with.
  frame.referrerPolicy = 'origin';
  frame.title = 'Chat';
  shapeFrame(frame, { shape: 'none', side: 'right', full: false });
  return frame;
}

export interface Placement {
  shape: Shape;
  side: 'left' | 'right';
  full: boolean;
}

/** As the site's style sheets may say anything about iframes, ours is important. */
export function shapeFrame(frame: HTMLIFrameElement, { shape, side, full }: Placement): void {
  const isFull = full && shape === 'panel';
  const other = side === 'left' ? 'right' : 'left';
  const style: Record<string, string> = {
    all: 'initial',
    // The same in both documents, or browsers paint an opaque ground behind the frame.
    'color-scheme': 'light dark',
    display: shape === 'none' ? 'none' : 'block',
    position: 'fixed',
    'z-index': '2147483000',
    border: '0',
    background: 'transparent',
    [side]: '0',
    [other]: isFull ? '0' : 'auto',
    bottom: '0',
    width: isFull ? '100%' : shape === 'panel' ? '408px' : '96px',
    height: isFull ? fullHeight() : shape === 'panel' ? 'min(720px, 100vh)' : '96px',
    ...(isFull && { top: `${Math.round(visualViewport?.offsetTop ?? 0)}px`, bottom: 'auto' }),
  };
  frame.style.cssText = '';
  for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, 'important');
}

/** What the keyboard of a phone leaves. */
const fullHeight = () => (visualViewport ? `${Math.round(visualViewport.height)}px` : '100%');
