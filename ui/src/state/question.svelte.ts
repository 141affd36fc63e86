/** A path asked for by the page itself, where the surface has no dialog for it. */

export type PathKind = 'files' | 'folder' | 'project' | 'save';

class PathQuestion {
  open = $state.raw<{ kind: PathKind; suggested: string } | undefined>();
  #answer: ((paths: string[]) => void) | undefined;

  ask(kind: PathKind, suggested: string): Promise<string[]> {
    this.#answer?.([]);
    this.open = { kind, suggested };
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  answer(paths: string[]): void {
    this.open = undefined;
    this.#answer?.(paths);
    this.#answer = undefined;
  }
}

export const pathQuestion = new PathQuestion();
