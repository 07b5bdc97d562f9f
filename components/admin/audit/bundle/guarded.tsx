/** @jsxImportSource preact */
import { Component, type ComponentChildren } from 'preact';

/** Red instead of a blank page: what cannot be shown is not as Careledger wrote it. */
export class Guarded extends Component<{ children: ComponentChildren }, { isBroken: boolean }> {
  static override getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Unreadable /> : this.props.children;
  }
}

function Unreadable() {
  return (
    <section class="verdict bad" role="alert" aria-label="Result">
      <h1>This is not what was signed</h1>
      <p>What the page holds cannot be read as Careledger writes it: it was changed. Do not rely on it.</p>
    </section>
  );
}
