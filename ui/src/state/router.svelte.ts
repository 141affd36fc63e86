/** Where the window is. */
import { parseRoute, writeRoute, type Route, type ScreenName } from './route';

class Router {
  route = $state.raw<Route>(parseRoute(location.hash));
  /** Where somebody wanted to go from something that is not saved; they are asked first. */
  wanted = $state.raw<string | undefined>();
  #isUnsaved: (() => boolean) | undefined;
  /** What somebody wanted to do, where it is not to go elsewhere. */
  #act = $state.raw<{ act: () => void; isClosing: boolean } | undefined>();
  /** Which step of the window's history is shown: each step is marked with its number. */
  #step: number;

  constructor() {
    this.#step = stepThere() ?? 1;
    mark(this.#step);
    addEventListener('hashchange', () => {
      const here = writeRoute(this.route.screen, this.route.part, this.route.query);
      // A step that has no number yet was just made.
      const step = stepThere() ?? this.#step + 1;
      const there = parseRoute(location.hash);
      // The same place may be written in two ways.
      const isElsewhere = writeRoute(there.screen, there.part, there.query) !== here;
      if (isElsewhere && this.#isUnsaved?.() === true) {
        this.wanted = location.hash;
        this.#act = undefined;
        mark(step, here);
        return;
      }
      this.#step = step;
      mark(step);
      this.route = there;
    });
    // A browser asks in words of its own before its page is closed or loaded again.
    addEventListener('beforeunload', (event) => {
      if (this.#isUnsaved?.() === true) event.preventDefault();
    });
  }

  /** Whether it is the window somebody wants to close. */
  get isClosing(): boolean {
    return this.#act?.isClosing === true;
  }

  /** Closes the window; while something is not saved, somebody is asked first. */
  close(close: () => void): void {
    this.#ask(close, true);
  }

  /** Does what begins the screen anew; while something on it is not saved, somebody is asked first. */
  begin(anew: () => void): void {
    this.#ask(anew, false);
  }

  #ask(act: () => void, isClosing: boolean): void {
    if (this.#isUnsaved?.() !== true) {
      act();
      return;
    }
    // Who was asked about another address before stays where they are by this.
    this.remain();
    this.#act = { act, isClosing };
    this.wanted = location.hash;
  }

  /** Stays where the window is as long as something there is not saved. Gives how to let go of it. */
  hold(isUnsaved: () => boolean): () => void {
    this.#isUnsaved = isUnsaved;
    return () => {
      // What is shown next may hold the window already.
      if (this.#isUnsaved !== isUnsaved) return;
      this.#isUnsaved = undefined;
      this.#forget();
    };
  }

  /** Goes where somebody wanted to, although something is not saved. */
  leave(): void {
    const { wanted } = this;
    const act = this.#act?.act;
    this.#isUnsaved = undefined;
    this.#forget();
    if (act) {
      act();
      return;
    }
    if (wanted === undefined) return;
    const step = stepThere() ?? this.#step;
    if (step === this.#step) {
      location.hash = wanted;
      return;
    }
    // The step they made is there already, and only shows the old address.
    mark(step, wanted);
    this.#step = step;
    this.route = parseRoute(wanted);
  }

  /** Holds nothing any more: somebody was told elsewhere that what is not saved is lost, and agreed. */
  giveUp(): void {
    this.#isUnsaved = undefined;
  }

  /** Stays, as somebody was asked, and takes back the step that led away. */
  remain(): void {
    const { wanted } = this;
    const isHere = this.#act !== undefined;
    this.#forget();
    const step = stepThere() ?? this.#step;
    if (wanted === undefined || isHere || step === this.#step) return;
    // What lies before keeps its own address; a step ahead is written over by the next one.
    if (step < this.#step) mark(step, wanted);
    history.go(this.#step - step);
  }

  #forget(): void {
    this.wanted = undefined;
    this.#act = undefined;
  }

  go(screen: ScreenName, part?: string | number, query?: Record<string, string | number | undefined>): void {
    const address = writeRoute(screen, part, query);
    if (address !== location.hash) location.hash = address;
  }

  /** Names the part that is on show already, without a step in the window's history. */
  stay(part: string): void {
    const address = writeRoute(this.route.screen, part, this.route.query);
    mark(this.#step, address);
    this.route = parseRoute(address);
  }

  /** Changes filters without a step in the window's history. */
  refine(query: Record<string, string | number | undefined>): void {
    const { screen, part } = this.route;
    const address = writeRoute(screen, part, { ...this.route.query, ...query });
    mark(this.#step, address);
    this.route = parseRoute(address);
  }
}

/** The number of the step of the window's history that is there; nothing of one that was just made. */
function stepThere(): number | undefined {
  const state: unknown = history.state;
  return typeof state === 'number' ? state : undefined;
}

/** Numbers the step that is there, and gives it an address. */
function mark(step: number, address?: string): void {
  history.replaceState(step, '', address);
}

export const router = new Router();
