/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { bytesText } from './bytes';
import { Icon } from './icons';
import { LinkedText } from './linked-text';
import type { Message } from './merge';
import { isPrivate, kindText } from './private-notice';
import { segmentsOf } from './segments';
import { fill } from './texts';
import { useWidget } from './use-widget';

export function MessageBody({ message: { text, hidden, file, kind } }: { message: Message }) {
  return (
    <>
      {text !== '' && !(file && text === file.name) && (
        <p class={`bubble ${kind}`} dir="auto">
          {kind === 'visitor' ? (
            <Spoken text={text} hidden={hidden.filter((span) => isPrivate(span.kind))} />
          ) : (
            <LinkedText text={text} />
          )}
        </p>
      )}
      {file && <FileItem file={file} />}
    </>
  );
}

/** Our own numbers stay covered on the screen until they are asked for: others may look over one's shoulder. */
export function Spoken({
  text,
  hidden,
}: {
  text: string;
  hidden: readonly { start: number; end: number; kind: string }[];
}) {
  return (
    <>
      {segmentsOf(text, [...hidden]).map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
        <Part key={index} {...segment} />
      ))}
    </>
  );
}

function Part({ text, kind }: { text: string; kind: string | null }) {
  return kind ? <Token text={text} kind={kind} /> : <LinkedText text={text} />;
}

function Token({ text, kind }: { text: string; kind: string }) {
  const { t } = useWidget();
  const [shown, setShown] = useState(false);
  return (
    <button type="button" class="token" aria-pressed={shown} onClick={() => setShown(!shown)}>
      <Icon name="lock" size={13} /> {shown ? <bdi>{text}</bdi> : fill(t.sealed, { kind: kindText(kind, t) })}
    </button>
  );
}

function FileItem({ file }: { file: NonNullable<Message['file']> }) {
  const { chat, t } = useWidget();
  const { name, sizeBytes, state } = file;
  if (state === 'quarantined') {
    return (
      <p class="file">
        <Icon name="alert" /> <bdi>{name}</bdi> <small>{t.blocked}</small>
      </p>
    );
  }
  return (
    <button type="button" class="file" onClick={() => void chat.download(file)}>
      <Icon name="file" /> <span class="unseen">{t.download}</span> <bdi>{name}</bdi>{' '}
      <small>{bytesText(sizeBytes)}</small>
    </button>
  );
}
