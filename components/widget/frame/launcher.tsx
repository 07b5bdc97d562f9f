/** @jsxImportSource preact */
import { Icon } from './icons';
import { fill } from './texts';
import { useWidget } from './use-widget';

export function Launcher({ unread }: { unread: number }) {
  const { chat, t } = useWidget();
  const news = unread > 0 ? fill(t.unread, { count: unread }) : '';
  return (
    <>
      <button type="button" class="launcher" aria-haspopup="dialog" onClick={chat.open}>
        <Icon name="chat" size={26} />
        <span class="unseen">{t.open}</span>
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
