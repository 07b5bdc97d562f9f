/** @jsxImportSource preact */
import { bytesText } from './bytes';
import { Icon } from './icons';
import type { Pending } from './merge';
import { Spoken } from './message-body';
import { useWidget } from './use-widget';

/** What is on its way, or did not get there. */
export function PendingItem({
  pending: { clientId, text, hidden, file, state, progress, error },
}: {
  pending: Pending;
}) {
  const { chat, t } = useWidget();
  const failed = state === 'failed';
  const refused = failed && file !== null && error.startsWith(file.name);
  return (
    <div class="group visitor" aria-live={failed ? undefined : 'off'}>
      {file ? (
        <div class="file">
          <Icon name="file" /> <bdi>{file.name}</bdi> <small>{bytesText(file.size)}</small>
          {!failed && <progress value={progress} max={1} aria-label={file.name} />}
        </div>
      ) : (
        <p class={`bubble visitor ${state}`} dir="auto">
          <Spoken text={text} hidden={hidden} />
        </p>
      )}
      <p class={failed ? 'when danger' : 'when'}>
        {failed ? `${t.failed}. ${error}` : t.sending}{' '}
        {failed && !refused && (
          <button type="button" class="link" onClick={() => chat.retry(clientId)}>
            {t.retry}
          </button>
        )}{' '}
        {(failed || file) && (
          <button type="button" class="link" onClick={() => chat.drop(clientId)}>
            {failed ? t.remove : t.cancel}
          </button>
        )}
      </p>
    </div>
  );
}
