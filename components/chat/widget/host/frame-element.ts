import type { Shape, Side } from '../protocol';
import { NO_OFFSET, type Offset } from './offset';
import type { Snippet } from './snippet';

/** Of the host page's window: below it the open panel takes all of it. */
export const NARROW = '(max-width: 480px), (max-height: 440px)';

const LAUNCHER = 96;
const WIDEST_LAUNCHER = 340;

/** The one element we put on the page. Its style is set by property: a policy without inline styles stays whole. */
export function makeFrame({ origin, brand }: Snippet): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.id = 'careledger-chat';
  frame.src = `${origin}/widget/frame?brand=${brand}`;
  // The site, not the page: its address may say what a visitor is ill with.
  frame.referrerPolicy = 'origin';
  frame.title = 'Chat';
  shapeFrame(frame, FIRST_PLACEMENT);
  return frame;
}

export interface Placement {
  shape: Shape;
  side: Side;
  /** The site wants it at the top. */
  top: boolean;
  offset: Offset;
  /** Of the launcher, in pixels. */
  width: number;
  full: boolean;
}

export const FIRST_PLACEMENT: Placement = {
  shape: 'none',
  side: 'right',
  top: false,
  offset: NO_OFFSET,
  width: LAUNCHER,
  full: false,
};

/** As the site's style sheets may say anything about iframes, ours is important. */
export function shapeFrame(frame: HTMLIFrameElement, placement: Placement): void {
  const { shape, side, top, offset, width, full } = placement;
  const isFull = full && shape === 'panel';
  const other = side === 'left' ? 'right' : 'left';
  const [edge, far] = top ? ['top', 'bottom'] : ['bottom', 'top'];
  const style: Record<string, string> = {
    all: 'initial',
    // The same in both documents, or browsers paint an opaque ground behind the frame.
    'color-scheme': 'light dark',
    display: shape === 'none' ? 'none' : 'block',
    position: 'fixed',
    'z-index': '2147483000',
    border: '0',
    background: 'transparent',
    [side]: isFull ? '0' : `${offset.x}px`,
    [other]: isFull ? '0' : 'auto',
    [edge]: `${offset.y}px`,
    [far]: 'auto',
    width: isFull ? '100%' : shape === 'panel' ? '408px' : `${launcherWidth(width)}px`,
    height: isFull ? fullHeight() : shape === 'panel' ? `min(720px, 100vh - ${offset.y}px)` : `${LAUNCHER}px`,
    'max-width': '100%',
    ...(isFull && { top: `${Math.round(visualViewport?.offsetTop ?? 0)}px`, bottom: 'auto' }),
  };
  frame.style.cssText = '';
  for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, 'important');
}

const launcherWidth = (width: number): number => Math.min(Math.max(LAUNCHER, Math.ceil(width) || 0), WIDEST_LAUNCHER);

/** What the keyboard of a phone leaves. */
const fullHeight = () => (visualViewport ? `${Math.round(visualViewport.height)}px` : '100%');
