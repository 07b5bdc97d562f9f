/** @jsxImportSource preact */
import { Icon } from './icons';
import { Options } from './options';
import type { State } from './state';
import { fill, type Texts } from './texts';
import { useWidget } from './use-widget';

export function Header() {
  const { chat, state, t } = useWidget();
  const { brand, conversation, given } = state;
  if (!brand) return null;
  const title = given.titles[brand.online ? 'online' : 'offline'] || brand.name;
  return (
    <header class="header">
      {/* biome-ignore lint/performance/noImgElement: a data URL, and no Next here */}
      {brand.logo && <img class="logo" src={brand.logo} alt="" />}
      <div class="title">
        <h1 id="chat-title">
          <bdi>{title}</bdi>
        </h1>
        <p role="status">{standingOf(state, t)}</p>
      </div>
      {conversation && <Options />}
      <button type="button" class="icon-button" aria-label={t.close} onClick={chat.close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** One line: how things stand. */
function standingOf({ brand, conversation, live }: State, t: Texts): string {
  if (!conversation) return brand?.online ? t.here : t.away;
  const { status, operatorName, offline } = conversation;
  if (status === 'closed') return t.ended;
  if (!live) return t.reconnecting;
  if (operatorName && status === 'open') return fill(t.with, { name: operatorName });
  return offline || status === 'missed' ? t.kept : t.waiting;
}
