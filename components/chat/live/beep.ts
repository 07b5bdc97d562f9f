let audio: AudioContext | null = null;

/** A browser lets a page sound only after the person touched it: called on each touch, it is ready when needed. */
export function readyToBeep(): void {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume().catch(() => {});
}

/** Two short tones, soft. Silent where the browser does not let us. */
export function beep(): void {
  if (audio?.state !== 'running') return;
  const start = audio.currentTime;
  for (const [at, hertz] of [
    [0, 660],
    [0.16, 880],
  ] as const) {
    const tone = new OscillatorNode(audio, { type: 'sine', frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.12, start + at + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + at + 0.14);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + at);
    tone.stop(start + at + 0.15);
  }
}
