/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { Icon } from './icons';
import { fill } from './texts';
import { useWidget } from './use-widget';

const STARS = [1, 2, 3, 4, 5];

/** After the end: how it was, a copy to keep, and a new beginning. */
export function Ended({ rating }: { rating: number | null }) {
  const { chat, t } = useWidget();
  return (
    <div class="composer ended">
      {rating === null ? (
        <Rating />
      ) : (
        <p role="status">
          <Icon name="check" size={16} /> {t.thanks}
        </p>
      )}
      <div class="row">
        <button type="button" class="plain" data-first={rating !== null || undefined} onClick={chat.anew}>
          {t.anew}
        </button>
        <button type="button" class="plain" onClick={() => void chat.transcript()}>
          {t.transcript}
        </button>
      </div>
    </div>
  );
}

function Rating() {
  const { chat, t } = useWidget();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <form
      method="post"
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        await chat.rate(stars, comment);
        setBusy(false);
      }}
    >
      <fieldset class="stars">
        <legend>{t.rate}</legend>
        {STARS.map((count) => (
          <label key={count} class={count <= stars ? 'star on' : 'star'}>
            <input
              type="radio"
              name="stars"
              class="unseen"
              checked={count === stars}
              data-first={count === 1 || undefined}
              onChange={() => setStars(count)}
            />
            <span class="unseen">{fill(t.stars, { count })}</span>
            <Icon name="star" size={26} />
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <>
          <div class="field">
            <label for="comment">
              {t.comment} <small>({t.optional})</small>
            </label>
            <textarea
              id="comment"
              rows={2}
              dir="auto"
              maxLength={1000}
              value={comment}
              onInput={({ currentTarget }) => setComment(currentTarget.value)}
            />
          </div>
          <button type="submit" class="primary small" disabled={busy}>
            {t.rateSend}
          </button>
        </>
      )}
    </form>
  );
}
