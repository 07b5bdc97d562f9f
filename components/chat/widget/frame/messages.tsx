/** @jsxImportSource preact */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Group, groupsOf } from './groups';
import { MessageBody } from './message-body';
import { PendingItem } from './pending-item';
import type { Conversation } from './state';
import { fill } from './texts';
import { useWidget } from './use-widget';
import { firstWords } from './words';

/** Closer to the end than this, one reads along. */
const NEAR_PX = 80;

export function Messages({ conversation: { thread, status, operatorName, offline } }: { conversation: Conversation }) {
  const { state, t, language } = useWidget();
  const list = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const { messages, pending } = thread;
  const times = useMemo(() => timesOf(language), [language]);
  const groups = useMemo(() => groupsOf(messages, times.day), [messages, times]);
  const showTyping = state.typing && status === 'open';

  // biome-ignore lint/correctness/useExhaustiveDependencies: these make the list longer
  useLayoutEffect(() => {
    const { current } = list;
    if (current && near.current) current.scrollTop = current.scrollHeight;
  }, [messages, pending, showTyping]);

  const lastOfOurs = groups.at(-1)?.kind === 'visitor' && pending.length === 0;
  return (
    <div
      ref={list}
      class="body messages"
      role="log"
      aria-live="polite"
      aria-label={t.conversation}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard (WCAG 2.1.1)
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        const { scrollHeight, scrollTop, clientHeight } = currentTarget;
        near.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      }}
    >
      <p class="bubble operator" dir="auto">
        {firstWords(state.brand, state.language, !offline)}
      </p>
      {groups.map((group, index) => (
        <GroupItem key={group.key} group={group} times={times} sent={lastOfOurs && index === groups.length - 1} />
      ))}
      {pending.map((item) => (
        <PendingItem key={item.clientId} pending={item} />
      ))}
      {offline && status !== 'open' && <p class="event">{t.offlineThanks}</p>}
      {showTyping && (
        <p class="bubble operator typing">
          <span aria-hidden="true" />
          <span aria-hidden="true" />
          <span aria-hidden="true" />
          <span class="unseen">{fill(t.typing, { name: operatorName ?? t.team })}</span>
        </p>
      )}
    </div>
  );
}

type Times = ReturnType<typeof timesOf>;

/** In the visitor's own zone. */
function timesOf(language: string) {
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', month: 'long', day: 'numeric' });
  return { clock: (at: string) => clock.format(new Date(at)), day: (at: string) => day.format(new Date(at)) };
}

function GroupItem({ group, times, sent }: { group: Group; times: Times; sent: boolean }) {
  const { t } = useWidget();
  const { kind, name, day, messages } = group;
  const last = messages.at(-1);
  return (
    <>
      {day && <p class="event">{day}</p>}
      {kind === 'event' ? (
        <p class="event">{eventText(group, t)}</p>
      ) : (
        <div class={`group ${kind}`}>
          <p class={kind === 'visitor' ? 'unseen' : 'who'}>
            <bdi>{kind === 'visitor' ? t.you : name || t.team}</bdi>
          </p>
          {messages.map((message) => (
            <MessageBody key={message.id} message={message} />
          ))}
          {last && (
            <p class="when">
              <time dateTime={last.at}>{times.clock(last.at)}</time>
              {sent && <> · {t.sent}</>}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function eventText({ messages: [message] }: Group, t: ReturnType<typeof useWidget>['t']): string {
  const name = message?.text || message?.author?.name || t.team;
  if (message?.event === 'closed') return t.ended;
  return fill(message?.event === 'left' ? t.left : t.joined, { name });
}
