/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icons';
import { fill } from './texts';
import { useWidget } from './use-widget';

/** Around the button, so that its shadow and badge are seen. */
const MARGIN_PX = 18;

interface LauncherProps {
  unread: number;
  /** Of all that it needs, in pixels; 0 when it is the button alone. */
  onWidth(width: number): void;
}

export function Launcher({ unread, onWidth }: LauncherProps) {
  const { chat, state, t } = useWidget();
  const button = useRef<HTMLButtonElement>(null);
  const { brand, given } = state;
  const label = given.labels[brand?.online ? 'online' : 'offline'];
  const news = unread > 0 ? fill(t.unread, { count: unread }) : '';
  useLayoutEffect(() => {
    const { current } = button;
    if (!label || !current) return onWidth(0);
    // A frame that is not shown yet has no widths.
    const watch = new ResizeObserver(() => onWidth(current.offsetWidth + 2 * MARGIN_PX));
    watch.observe(current);
    return () => watch.disconnect();
  }, [label, onWidth]);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={label ? 'launcher wide' : 'launcher'}
        aria-haspopup="dialog"
        onClick={chat.open}
      >
        <Icon name="chat" size={26} />
        {label && <bdi class="label">{label}</bdi>} <span class="unseen">{t.open}</span>
        {unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread > 9 ? '9+' : unread}
          </span>
        )}
      </button>
      <span class="unseen" role="status">
        {news}
      </span>
    </>
  );
}
