/** Tells tests and nobody else that a screen shows what it has to show. */

export function readyWhen(done: () => boolean): void {
  $effect(() => {
    document.documentElement.dataset.ready = String(done());
  });
}
