/** Keeps the keyboard on the stage: what held the focus may go away with its answer. */
import type { Attachment } from 'svelte/attachments';

/** Gives the focus to a place when what held it was taken away or can hold it no longer. */
export function refocus(place: () => HTMLElement | null | undefined): Attachment<HTMLElement> {
  return (stage) => {
    let holder: Element | undefined;
    const note = (event: FocusEvent) => (holder = event.target instanceof Element ? event.target : undefined);
    const watching = new MutationObserver(() => {
      if (!holder || (holder.isConnected && !holder.matches(':disabled'))) return;
      holder = undefined;
      const now = document.activeElement;
      if (!now || now === document.body || now.matches(':disabled')) place()?.focus({ preventScroll: true });
    });
    stage.addEventListener('focusin', note);
    watching.observe(stage, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      stage.removeEventListener('focusin', note);
      watching.disconnect();
    };
  };
}
